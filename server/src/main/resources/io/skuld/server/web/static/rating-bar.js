// <rating-bar value="7.8" guess="8.1" label="…">: 0 to 10 in tenths. My rating is solid, the expected one an outline.
// Point and click, drag, arrow keys (±.1, with shift ±1), Home, End, digits ("7", "10", "7.5").
// Fires `change` while it moves and `rate` once it is decided; its value travels with the form it stands in.
const DECIDED_AFTER = 650;

const tenths = number => Math.min(10, Math.max(0, Math.round(number * 10) / 10));

export class RatingBar extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = ['value', 'guess'];

  #internals = this.attachInternals();
  #typed = '';
  #typedAt = 0;
  #later = 0;
  #sent = null;

  connectedCallback() {
    this.setAttribute('role', 'slider');
    this.setAttribute('aria-valuemin', '0');
    this.setAttribute('aria-valuemax', '10');
    this.setAttribute('aria-label', this.getAttribute('label') ?? '');
    if (!this.hasAttribute('tabindex')) this.tabIndex = 0;
    this.replaceChildren(...parts());
    this.#sent = this.getAttribute('value');
    this.#draw();
    if (this.dataset.ready) return;
    this.dataset.ready = 'true';
    this.addEventListener('pointerdown', this.#press);
    this.addEventListener('keydown', this.#key);
    this.addEventListener('blur', () => this.#decide());
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#draw();
  }

  get name() { return this.getAttribute('name'); }

  get value() {
    return this.hasAttribute('value') ? Number(this.getAttribute('value')) : null;
  }

  set value(number) {
    if (number === null) this.removeAttribute('value');
    else this.setAttribute('value', tenths(number).toFixed(1));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** Sets a rating and decides it soon, as a key press does. */
  offer(number) {
    this.value = number;
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.#decide(), DECIDED_AFTER);
  }

  /** One typed character of a rating: "7" is seven, "75" and "7.5" are seven and a half, "10" is ten. */
  type(character) {
    const now = performance.now();
    const fresh = now - this.#typedAt > DECIDED_AFTER;
    this.#typedAt = now;
    const longer = (fresh ? '' : this.#typed) + character.replace(',', '.');
    this.#typed = /^\d(\d|\.\d?)?$/.test(longer) ? longer : character;
    const number = Number(this.#typed);
    if (this.#typed === '.' || Number.isNaN(number)) return;
    this.offer(number > 10 ? number / 10 : number);
  }

  #draw() {
    const track = this.querySelector('.rating-track');
    if (!track) return;
    const mine = this.value;
    const guess = this.hasAttribute('guess') ? Number(this.getAttribute('guess')) : null;
    place(track.querySelector('.rating-mine'), 'inlineSize', mine);
    place(track.querySelector('.rating-guess'), 'inlineSize', guess);
    place(track.querySelector('.rating-knob'), 'insetInlineStart', mine ?? guess);
    const format = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    this.querySelector('.rating-text').textContent = mine === null ? '–' : format.format(mine);
    this.setAttribute('aria-valuenow', String(mine ?? guess ?? 5));
    this.setAttribute('aria-valuetext', this.#spoken(mine, guess, format));
    this.#internals.setFormValue(mine === null ? null : mine.toFixed(1));
  }

  #spoken(mine, guess, format) {
    const words = document.body.dataset;
    const own = mine === null ? words.textUnrated : words.textRated.replace('{rating}', format.format(mine));
    return guess === null ? own : `${own}, ${words.textGuess.replace('{rating}', format.format(guess))}`;
  }

  #press = event => {
    if (event.button !== 0) return;
    const track = this.querySelector('.rating-track').getBoundingClientRect();
    const rtl = getComputedStyle(this).direction === 'rtl';
    const at = x => {
      const share = (x - track.left) / track.width;
      this.value = 10 * Math.min(1, Math.max(0, rtl ? 1 - share : share));
    };
    this.setPointerCapture(event.pointerId);
    const move = moved => at(moved.clientX);
    const stop = stopped => {
      this.removeEventListener('pointermove', move);
      this.removeEventListener('pointerup', stop);
      this.removeEventListener('pointercancel', stop);
      if (stopped.type === 'pointerup') this.#decide();
      else this.#restore();
    };
    this.addEventListener('pointermove', move);
    this.addEventListener('pointerup', stop);
    this.addEventListener('pointercancel', stop);
    at(event.clientX);
  };

  #key = event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const start = this.value ?? Number(this.getAttribute('guess') ?? 5);
    const forward = getComputedStyle(this).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const step = event.shiftKey ? 1 : .1;
    if (event.key === 'ArrowUp' || event.key === forward) this.offer(start + step);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowLeft' || event.key === 'ArrowRight') this.offer(start - step);
    else if (event.key === 'PageUp') this.offer(start + 1);
    else if (event.key === 'PageDown') this.offer(start - 1);
    else if (event.key === 'Home') this.offer(0);
    else if (event.key === 'End') this.offer(10);
    else if (/^[\d.,]$/.test(event.key)) this.type(event.key);
    else if (event.key === 'Enter' || event.key === ' ') this.#decide();
    else if (event.key === 'Escape') this.#restore();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #decide() {
    clearTimeout(this.#later);
    const value = this.getAttribute('value');
    if (value === this.#sent || value === null) return;
    this.#sent = value;
    this.dispatchEvent(new CustomEvent('rate', { bubbles: true, detail: { value: this.value } }));
  }

  #restore() {
    clearTimeout(this.#later);
    if (this.#sent === null) this.removeAttribute('value');
    else this.setAttribute('value', this.#sent);
  }
}

function parts() {
  const track = document.createElement('span');
  track.className = 'rating-track';
  for (const name of ['rating-guess', 'rating-mine', 'rating-knob']) {
    const part = document.createElement('span');
    part.className = name;
    track.append(part);
  }
  const words = document.createElement('span');
  words.className = 'rating-text';
  words.setAttribute('aria-hidden', 'true');
  return [track, words];
}

function place(part, property, rating) {
  part.hidden = rating === null;
  if (rating !== null) part.style[property] = `${rating * 10}%`;
}

// A page that is left is kept as text, in which the policy allows no style of an element's own. The parts are made anew.
document.addEventListener('htmx:beforeHistorySave', () => {
  for (const bar of document.querySelectorAll('rating-bar')) bar.replaceChildren();
});

customElements.define('rating-bar', RatingBar);
