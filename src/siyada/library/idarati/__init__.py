"""The national record of administrative procedures, idarati.ma, read by its public API."""
