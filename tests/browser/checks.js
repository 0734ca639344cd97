// What is looked for in a page, each check a function that returns what is wrong as lines of text.

const SCRIPT_OF = (letter) =>
  /\p{Script=Arabic}/u.test(letter) ? "Arab"
    : /\p{Script=Tifinagh}/u.test(letter) ? "Tfng"
      : /\p{Script=Latin}/u.test(letter) ? "Latn" : null;
const LANGUAGES = {
  "ar-MA": ["Arab", "rtl"], "ar-ary": ["Arab", "rtl"], "fr-MA": ["Latn", "ltr"], fr: ["Latn", "ltr"],
  en: ["Latn", "ltr"], es: ["Latn", "ltr"], zgh: ["Tfng", "ltr"], "zgh-Latn": ["Latn", "ltr"],
  "ary-Latn": ["Latn", "ltr"],
};
const shown = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";
const texts = () => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && shown(parent) && !parent.closest("textarea, script")) found.push(walker.currentNode);
  }
  return found;
};

// Every text stands in the script of the nearest `lang`; every `lang` is one of ours, with its `dir`.
function languageMarks() {
  const wrong = [];
  for (const element of document.querySelectorAll("[lang]")) {
    const known = LANGUAGES[element.lang];
    if (!known) wrong.push(`unknown lang ${element.lang}`);
    else if (element.getAttribute("dir") !== known[1]) wrong.push(`<${element.localName} lang=${element.lang}> has dir ${element.getAttribute("dir")}`);
  }
  for (const node of texts()) {
    // A value (an address, a number with letters) is in no language; what people typed is unknown.
    if (node.parentElement.closest('bdi[dir="ltr"]:not([lang]), [dir="auto"], .cite')) continue;
    const lang = node.parentElement.closest("[lang]").lang;
    const scripts = new Set([...node.data].map(SCRIPT_OF).filter(Boolean));
    for (const script of scripts) {
      if (script !== (LANGUAGES[lang] || [])[0]) wrong.push(`${script} in ${lang}: ${node.data.trim().slice(0, 60)}`);
    }
  }
  return wrong;
}

// The pieces of a line stand in the order of their block's direction, and the letters of each word
// in the order of their script.
function visualOrder() {
  const wrong = [];
  const range = document.createRange();
  const box = (node, start, end) => {
    range.setStart(node, start);
    range.setEnd(node, end);
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
    return rects.length === 1 ? rects[0] : null;
  };
  for (const node of texts()) {
    const rtl = getComputedStyle(node.parentElement).direction === "rtl";
    let before = null;
    for (const word of node.data.matchAll(/[^\s]+/g)) {
      const rect = box(node, word.index, word.index + word[0].length);
      if (rect && before && Math.abs(rect.top - before.top) < 2) {
        if (rtl ? rect.left > before.left : rect.left < before.left) wrong.push(`words: ${before.text} ${word[0]}`);
      }
      before = rect && { left: rect.left, top: rect.top, text: word[0] };
      wrong.push(...lettersOf(node, word, box));
    }
  }
  for (const block of document.querySelectorAll("p, li, h1, h2, h3, dd, dt, label, legend, bdi[lang]")) {
    wrong.push(...piecesOf(block));
  }
  return wrong;
}

function lettersOf(node, word, box) {
  const wrong = [];
  let last = null;
  [...word[0]].reduce((at, letter) => {
    const script = /\d/.test(letter) ? "digit" : SCRIPT_OF(letter);
    const rect = script && box(node, at, at + letter.length);
    if (rect) {
      const back = script === "Arab";
      if (last && last.script === script && Math.abs(last.rect.top - rect.top) < 2) {
        const moved = rect.left - last.rect.left;
        if (back ? moved > 0.5 : moved < -0.5) wrong.push(`letters: ${word[0]}`);
      }
      last = { script, rect };
    }
    return at + letter.length;
  }, word.index);
  return wrong;
}

// Inline elements that isolate (bdi, links to sources) are one piece each, in the block's order.
function piecesOf(block) {
  const rtl = getComputedStyle(block).direction === "rtl";
  const wrong = [];
  let before = null;
  for (const piece of block.querySelectorAll(":scope bdi, :scope .cite, :scope .nowrap")) {
    if (piece.parentElement.closest("bdi, .cite") !== block.closest("bdi, .cite") && piece.parentElement.closest("bdi, .cite") !== null && block.contains(piece.parentElement.closest("bdi, .cite")) && piece.parentElement.closest("bdi, .cite") !== block) continue;
    if (!shown(piece) || piece.getClientRects().length !== 1) { before = null; continue; }
    const rect = piece.getClientRects()[0];
    if (before && !before.piece.contains(piece) && Math.abs(before.rect.bottom - rect.bottom) < 6) {
      if (rtl ? rect.left > before.rect.left : rect.left < before.rect.left) {
        wrong.push(`pieces: ${before.piece.textContent} ${piece.textContent}`);
      }
    }
    before = { piece, rect };
  }
  return wrong;
}

// Nothing is wider than the window, and nothing that can be read is cut off.
function reflow() {
  const wrong = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) wrong.push(`the page scrolls sideways: ${document.documentElement.scrollWidth}`);
  for (const element of document.querySelectorAll("body *")) {
    const rect = element.getBoundingClientRect();
    if (shown(element) && !element.closest("svg, .skip") && (rect.right > width + 1 || rect.left < -1)) {
      wrong.push(`${element.localName}.${element.className}: ${Math.round(rect.left)} to ${Math.round(rect.right)}`);
    }
  }
  return wrong;
}

// WCAG 1.4.12: the spacing that a reader may set.
function spaceText() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }");
  document.adoptedStyleSheets = [sheet];
  return [];
}

// What is copied from an answer: no invisible sign of direction, and the numbers of the sources.
function copied() {
  const answer = document.querySelector(".answer");
  getSelection().selectAllChildren(answer);
  const text = getSelection().toString();
  const wrong = [];
  if (/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/.test(text)) wrong.push("a bidi control character is copied");
  if (!text.includes("[1]")) wrong.push("the citations are not copied");
  return wrong;
}

// No live region holds an answer: a screen reader would read every piece of it aloud.
function liveRegions() {
  return [...document.querySelectorAll("[aria-live], [role=status], [role=alert], [role=log]")]
    .filter((region) => region.querySelector(".answer") || region.closest(".answer"))
    .map((region) => region.outerHTML.slice(0, 80));
}

function targets() {
  return [...document.querySelectorAll("button, .button, input:not([type=hidden], [type=checkbox]), textarea, nav a")]
    .filter((one) => shown(one))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([one, rect]) => rect.height < 24 || rect.width < 24 || (one.matches("button, .button, input, textarea") && !one.closest(".languages") && rect.height < 44))
    .map(([one, rect]) => `${one.textContent.trim().slice(0, 30)}: ${Math.round(rect.width)} × ${Math.round(rect.height)}`);
}
