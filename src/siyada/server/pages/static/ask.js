// The page works without this file. It adds the answer to the page instead of loading another.
(() => {
  "use strict";
  const find = (selector, from = document) => from.querySelector(selector);
  const form = find("form[data-ask]");
  const field = form && find("textarea", form);
  const status = form && find("[role=status]", form);
  const stop = form && find("[data-stop]", form);
  const text = form ? form.dataset : {};
  let current = null;

  const say = (words) => { if (status) status.textContent = words; };

  // Buttons that need this file are hidden until it runs; copying needs a secure address.
  const reveal = (from) => {
    const ready = navigator.clipboard ? "[data-print], [data-copy], [data-share]" : "[data-print]";
    for (const button of from.querySelectorAll(ready)) button.hidden = false;
  };
  reveal(document);

  const grow = () => {
    // An empty field starts at the page's side; what is typed decides for itself.
    field.dir = field.value ? "auto" : document.documentElement.dir;
    const left = text.longest - [...field.value].length;
    const count = find("#count", form);
    count.hidden = left > text.longest / 5;
    if (!count.hidden) count.textContent = (left < 0 ? text.over : text.left).replace("{count}", Math.abs(left));
  };
  if (field) {
    field.addEventListener("input", grow);
    grow();
    field.addEventListener("keydown", (event) => {
      const writes = event.isComposing || event.shiftKey || matchMedia("(pointer: coarse)").matches;
      if (event.key === "Enter" && !writes) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
  }

  // One event of the stream: where its finished piece goes.
  const place = (turn, name, html) => {
    if (name === "question") {
      turn.list.insertAdjacentHTML("beforeend", html);
      turn.article = turn.list.lastElementChild;
    } else if (name === "answer") {
      turn.article.insertAdjacentHTML("beforeend", html);
      turn.section = turn.article.lastElementChild;
      turn.section.setAttribute("aria-busy", "true");
    } else if (name === "block" || name === "sources") {
      turn.section.insertAdjacentHTML("beforeend", html);
    } else if (name === "after") {
      turn.article.insertAdjacentHTML("beforeend", html);
      reveal(turn.article);
    } else if (name === "earlier") {
      find("#earlier").innerHTML = html;
    } else if (name === "place") {
      say(text.place.replace("{count}", html));
    } else if (name === "done") {
      turn.done = true;
    }
  };

  const read = async (response, turn) => {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const events = (rest + value).split("\n\n");
      rest = events.pop();
      for (const event of events) {
        const lines = event.split("\n");
        const name = lines.find((line) => line.startsWith("event: "));
        const data = lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6));
        if (name) place(turn, name.slice(7), data.join("\n"));
      }
    }
  };

  const finish = (turn, words) => {
    clearInterval(turn.timer);
    current = null;
    stop.hidden = true;
    find("[type=submit]", form).removeAttribute("aria-disabled");
    if (turn.section) turn.section.removeAttribute("aria-busy");
    say(words);
  };

  const ask = async (from, submitter) => {
    const body = new URLSearchParams(new FormData(from, submitter));
    const waited = document.activeElement;
    const turn = { list: find("#turns"), stopper: new AbortController() };
    current = turn;
    stop.hidden = false;
    find("[type=submit]", form).setAttribute("aria-disabled", "true");
    say(text.received);
    turn.timer = setInterval(() => { say(""); say(text.waiting); }, 15000);
    try {
      const response = await fetch(from.action, {
        method: "POST", body, headers: { Accept: "text/event-stream" }, signal: turn.stopper.signal,
      });
      if (!response.ok || !response.headers.get("content-type").startsWith("text/event-stream")) throw response;
      await read(response, turn);
      if (!turn.done) throw response;
    } catch (error) {
      finish(turn, turn.stopper.signal.aborted ? text.stopped : text.failed);
      // Nothing was shown yet: the plain form says what is wrong.
      if (!turn.article && !turn.stopper.signal.aborted) plain(from, submitter);
      return;
    }
    finish(turn, text.ready);
    if (from === form) { field.value = ""; grow(); }
    const heading = find("[tabindex]", turn.section);
    if (from.contains(waited) || waited === document.body) heading.focus();
  };

  const plain = (from, submitter) => {
    if (submitter && submitter.name) {
      const chosen = document.createElement("input");
      Object.assign(chosen, { type: "hidden", name: submitter.name, value: submitter.value });
      from.append(chosen);
    }
    from.submit();
  };

  // The page of a question that waits: its number changes in place, then its answer opens.
  const number = find("[data-wait]");
  const look = async () => {
    const response = await fetch(location.href).catch(() => null);
    if (response && response.status !== 503) return location.reload();
    const now = response && /data-wait="(\d+)">([^<]+)/.exec(await response.text());
    if (now && now[2] !== number.textContent) number.textContent = now[2];
    setTimeout(look, (now ? now[1] : number.dataset.wait) * 1000);
  };
  if (number) setTimeout(look, number.dataset.wait * 1000);

  document.addEventListener("submit", (event) => {
    const from = event.target;
    if (!form || !find("#turns") || !from.matches("[data-ask], [data-again]")) return;
    event.preventDefault();
    if (!current) ask(from, event.submitter);
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches("[data-print]")) print();
    if (button.matches("[data-stop]") && current) current.stopper.abort();
    if (button.matches("[data-copy], [data-share]")) {
      const told = find("[role=status]", button.parentElement);
      const answer = find(".answer", button.closest(".turn"));
      const { share } = button.dataset;
      await navigator.clipboard.writeText(share ? location.origin + share : answer.innerText);
      told.textContent = told.dataset.copied;
    }
  });
})();
