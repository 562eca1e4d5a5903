// <media-player>: the slot that survives navigation. It stands outside the part of the page that is exchanged, plays
// large on its item's page and small in the corner everywhere else. Nothing is loaded before someone asks to play.
const EMBED = 'https://www.youtube-nocookie.com';

class MediaPlayer extends HTMLElement {
  #page = null;
  #playing = false;
  #watched = null;

  connectedCallback() {
    document.addEventListener('click', event => {
      const button = event.target.closest('[data-play]');
      if (button) this.play(button.dataset);
    });
    for (const name of ['htmx:pushedIntoHistory', 'htmx:historyRestore', 'htmx:afterSettle'])
      document.addEventListener(name, () => this.#settle());
    addEventListener('message', event => this.#hear(event));
    addEventListener('pagehide', () => this.#tell());
  }

  /** what: {play: the video's id, title, page: the address of its item, played: the item's id} */
  play(what) {
    this.#tell();
    this.#page = what.page;
    this.#watched = new Watched(what.played);
    const frame = document.createElement('iframe');
    frame.src = `${EMBED}/embed/${encodeURIComponent(what.play)}?autoplay=1&enablejsapi=1&origin=${encodeURIComponent(location.origin)}`;
    frame.title = what.title;
    frame.allow = 'autoplay; fullscreen; picture-in-picture; encrypted-media';
    frame.referrerPolicy = 'strict-origin-when-cross-origin';
    frame.addEventListener('load', () => this.#say({ event: 'listening', id: 1, channel: 'widget' }));
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
    this.#tell();
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
    let info;
    try {
      info = JSON.parse(event.data).info;
    } catch {
      return; // Other messages of the frame are none of ours.
    }
    const state = info?.playerState;
    if (state === 1) this.#playing = true;
    else if (state === 0 || state === 2) this.#playing = false;
    this.#watched?.see(info);
    if (state === 0) this.#tell();
  }

  /** How much was watched, once, when it is over: at its end, when it is closed, and when the page goes away. */
  #tell() {
    const share = this.#watched?.share();
    if (!share) return;
    const { item } = this.#watched;
    this.#watched = new Watched(item);
    fetch('/api/v1/signals', {
      method: 'POST',
      keepalive: true,
      headers: {
        'Content-Type': 'application/json',
        'X-CSRF-Token': document.querySelector('meta[name="csrf"]')?.content ?? '',
      },
      body: JSON.stringify({
        item,
        type: 'played',
        value: share,
        provenance: 'implicit',
        zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        context: { app: 'player' },
      }),
    }).catch(() => {});
  }
}

/** Which seconds of a video were seen: jumping to its end is not watching it. */
class Watched {
  static #LEAST = 5; // seconds; less is no play
  static #STEP = 3; // seconds between two reports, also at double speed; more is a jump
  #seen = new Set();
  #length = 0;
  #at = 0;

  constructor(item) {
    this.item = item;
  }

  see(info) {
    if (info?.duration > 0) this.#length = info.duration;
    if (!(info?.currentTime > 0)) return;
    const now = info.currentTime;
    const went = now - this.#at;
    const from = went > 0 && went <= Watched.#STEP ? this.#at : now;
    for (let second = Math.floor(from); second <= now; second++) this.#seen.add(second);
    this.#at = now;
  }

  /** 0 to 1, or null when there is nothing to tell. */
  share() {
    if (!this.item || this.#seen.size < Watched.#LEAST || !(this.#length > 0)) return null;
    return Math.min(1, Math.round(this.#seen.size / Math.ceil(this.#length) * 1000) / 1000);
  }
}

customElements.define('media-player', MediaPlayer);
