"""The scripts are run by the clients' own Pythons, not collected by ours."""

collect_ignore_glob = ["ask_*.py"]
