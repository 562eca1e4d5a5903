// Short notes at the foot of the page, most of them with an undo.
const STAYS = 7000;
const STAYS_WITH_ACTION = 12000;
const text = document.body.dataset;
let undo = null;

/** note: {text, undo?: {path, signal, item}}: undo says which call takes it back. */
export function toast(note) {
  const box = document.querySelector('.toasts');
  // What can be undone makes way for the next: one says it, and the key undoes the last.
  if (note.undo) box.querySelectorAll('[data-undo]').forEach(earlier => earlier.remove());
  while (box.children.length > 2) box.firstElementChild.remove();
  const element = document.createElement('div');
  element.className = 'toast';
  if (note.undo) element.dataset.undo = '';
  const words = document.createElement('span');
  words.textContent = note.text;
  element.append(words);
  if (note.undo) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text.textUndo;
    const own = () => { if (undo === own) undo = null; element.remove(); takeBack(note.undo); };
    undo = own;
    button.addEventListener('click', own);
    element.append(button);
  }
  box.append(element);
  leaveLater(element, note.undo ? STAYS_WITH_ACTION : STAYS);
}

/** Takes the last thing back, if there is one. */
export function undoLast() {
  undo?.();
}

/** A request that failed: says what the server said. */
export function failure(request) {
  let words = text.textFailed;
  try {
    words = JSON.parse(request.responseText).detail ?? words;
  } catch {
    const page = new DOMParser().parseFromString(request.responseText, 'text/html');
    words = page.querySelector('[data-problem]')?.textContent.trim() || words;
  }
  toast({ text: words });
}

function takeBack({ path, signal, item }) {
  const target = document.querySelector(`[data-item="${CSS.escape(item)}"]`);
  htmx.ajax('POST', path, {
    values: { signal, view: target?.dataset.view ?? 'none' },
    target: target ?? '.toasts',
    swap: target ? 'outerHTML' : 'none',
  });
}

function leaveLater(element, delay) {
  let timer = setTimeout(() => element.remove(), delay);
  element.addEventListener('pointerenter', () => clearTimeout(timer));
  element.addEventListener('pointerleave', () => { timer = setTimeout(() => element.remove(), 2500); });
  element.addEventListener('focusin', () => clearTimeout(timer));
}
