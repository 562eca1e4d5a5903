// <media-player>: the slot that survives navigation. It stands outside the part of the page that is exchanged, plays
// large on its item's page and small in the corner everywhere else. Nothing is loaded before someone asks to play.
const EMBED = 'https://www.youtube-nocookie.com';

class MediaPlayer extends HTMLElement {
  #page = null;
  #playing = false;

  connectedCallback() {
    document.addEventListener('click', event => {
      const button = event.target.closest('[data-play]');
      if (button) this.play(button.dataset);
    });
    for (const name of ['htmx:pushedIntoHistory', 'htmx:historyRestore', 'htmx:afterSettle'])
      document.addEventListener(name, () => this.#settle());
    addEventListener('message', event => this.#hear(event));
  }

  /** what: {play: the video's id, title, page: the address of its item} */
  play(what) {
    this.#page = what.page;
    const frame = document.createElement('iframe');
    frame.src = `${EMBED}/embed/${encodeURIComponent(what.play)}?autoplay=1&enablejsapi=1&origin=${encodeURIComponent(location.origin)}`;
    frame.title = what.title;
    frame.allow = 'autoplay; fullscreen; picture-in-picture; encrypted-media';
    frame.referrerPolicy = 'strict-origin-when-cross-origin';
    frame.addEventListener('load', () => this.#say({ event: 'listening' }));
    this.querySelector('.player-frame').replaceChildren(frame);
    const link = this.querySelector('.player-bar a');
    link.href = what.page;
    link.textContent = what.title;
    this.querySelector('.player-bar button').onclick = () => this.stop();
    this.hidden = false;
    this.#playing = true;
    this.#settle();
  }

  stop() {
    this.querySelector('.player-frame').replaceChildren();
    this.hidden = true;
    this.#page = null;
    this.#playing = false;
    this.#settle();
  }

  /** Pauses or goes on. False when nothing is loaded. */
  toggle() {
    if (!this.#page) return false;
    this.#say({ event: 'command', func: this.#playing ? 'pauseVideo' : 'playVideo', args: [] });
    this.#playing = !this.#playing;
    return true;
  }

  #settle() {
    const home = this.#page !== null && decodeURI(location.pathname) === decodeURI(this.#page);
    this.classList.toggle('docked', !home);
    for (const art of document.querySelectorAll('#main .art-large')) art.hidden = home;
  }

  #say(message) {
    this.querySelector('iframe')?.contentWindow.postMessage(JSON.stringify(message), EMBED);
  }

  #hear(event) {
    if (event.origin !== EMBED) return;
    try {
      const state = JSON.parse(event.data).info?.playerState;
      if (state === 1) this.#playing = true;
      else if (state === 0 || state === 2) this.#playing = false;
    } catch {
      // Other messages of the frame are none of ours.
    }
  }
}

customElements.define('media-player', MediaPlayer);
