// <import-file>: a file is chosen or dropped, sent once, shown as a preview, and imported on confirmation. It speaks to
// the same API as programs do: POST /api/v1/imports. The preview is a task; it survives a reload of the page.
import { follow } from './live.js';
import { failure, toast } from './toasts.js';

const API = '/api/v1/imports';
const KEPT = 'preview'; // in the session: the upload whose preview was asked for

class ImportFile extends HTMLElement {
  #preview = null;
  #awaited = null;

  connectedCallback() {
    const form = this.querySelector('form');
    const input = form.elements.file;
    for (const name of ['dragenter', 'dragover'])
      form.addEventListener(name, event => { event.preventDefault(); form.classList.add('over'); });
    for (const name of ['dragleave', 'drop'])
      form.addEventListener(name, () => form.classList.remove('over'));
    form.addEventListener('drop', event => {
      event.preventDefault();
      const [file, ...others] = event.dataTransfer.files;
      if (others.length > 0) toast({ text: form.dataset.one.replace('{file}', file.name) });
      if (file) this.#look(file);
    });
    form.addEventListener('submit', event => event.preventDefault());
    input.addEventListener('change', () => { if (input.files[0]) this.#look(input.files[0]); });
    this.querySelector('[data-import]').addEventListener('click', () => this.#bring());
    this.querySelector('[data-discard]').addEventListener('click', () => this.#discard(this.#preview.upload));
    this.querySelector('[data-cancel]').addEventListener('click', () => this.#discard(this.#awaited));
    form.addEventListener('live', () => this.#ask());
    for (const radio of this.querySelectorAll('[name="who"]'))
      radio.addEventListener('change', () => { this.querySelector('[data-only]').hidden = radio.value !== 'one'; });
    const earlier = sessionStorage.getItem(KEPT);
    if (earlier) this.#await(earlier);
  }

  #look(file) {
    const form = new FormData();
    form.set('file', file);
    form.set('dryRun', 'true');
    this.#send(form, answer => this.#await(answer.upload), { Prefer: 'respond-async' });
  }

  // The server reads the file; its progress comes as that of any task, its end is asked for.
  #await(upload) {
    const form = this.querySelector('form');
    this.#awaited = upload;
    sessionStorage.setItem(KEPT, upload);
    form.dataset.live = 'preview';
    follow();
    this.#ask();
  }

  async #ask() {
    const upload = this.#awaited;
    if (!upload) return;
    const response = await fetch(`${API}/previews/${encodeURIComponent(upload)}`).catch(() => null);
    if (this.#awaited !== upload || !response) return; // the stream tells when the server is back
    const form = this.querySelector('form');
    const state = response.ok ? await response.json() : { status: 'gone' };
    if (['queued', 'running', 'paused'].includes(state.status)) {
      const bar = form.querySelector('progress');
      const words = form.querySelector('[data-doing]');
      if (form.dataset.task !== state.task) queueMicrotask(() => this.#ask()); // an end before now was told to no part of the page
      form.dataset.task = state.task;
      form.dataset.status = state.status;
      if (state.total > 0) { bar.max = state.total; bar.value = state.done; } else bar.removeAttribute('value');
      words.textContent = words.dataset.reading;
      bar.hidden = words.hidden = form.querySelector('[data-cancel]').hidden = false;
      return;
    }
    this.#rest();
    if (state.status === 'done') {
      this.#show(state.preview);
      return;
    }
    this.#reset();
    if (state.status === 'failed') toast({ text: state.message });
    if (state.status === 'cancelled') toast({ text: this.querySelector('[data-cancel]').dataset.cancelled });
  }

  // Nothing is awaited any more.
  #rest() {
    const form = this.querySelector('form');
    this.#awaited = null;
    delete form.dataset.live;
    delete form.dataset.task;
    for (const part of form.querySelectorAll('progress, [data-doing], [data-cancel]')) part.hidden = true;
  }

  #discard(upload) {
    fetch(`${API}/previews/${encodeURIComponent(upload)}`, { method: 'DELETE', headers: { 'X-CSRF-Token': csrf() } }).catch(() => null);
    this.#rest();
    this.#reset();
    this.querySelector('[type="file"]').focus();
  }

  #bring() {
    const form = new FormData();
    form.set('upload', this.#preview.upload);
    form.set('format', this.#preview.format);
    const one = this.querySelector('[name="who"][value="one"]');
    const only = this.querySelector('[name="only"]');
    if (this.#preview.people > 1 && one.checked) {
      form.set('only', only.value);
      form.set('person', only.dataset.person);
    }
    this.#send(form, () => {
      this.#reset();
      htmx.ajax('GET', '/sources/list', { target: '#imports', swap: 'outerHTML' });
      document.getElementById('imports').scrollIntoView({ block: 'start', behavior: 'smooth' });
    });
  }

  #send(form, then, headers = {}) {
    const bar = this.querySelector('form progress');
    const words = this.querySelector('[data-doing]');
    const request = new XMLHttpRequest();
    request.open('POST', API);
    request.setRequestHeader('X-CSRF-Token', csrf());
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    bar.removeAttribute('value');
    bar.hidden = words.hidden = false;
    words.textContent = words.dataset.uploading;
    request.upload.addEventListener('progress', event => {
      if (event.lengthComputable) { bar.max = event.total; bar.value = event.loaded; }
    });
    request.upload.addEventListener('load', () => {
      bar.removeAttribute('value');
      words.textContent = words.dataset.reading;
    });
    request.addEventListener('loadend', () => { bar.hidden = words.hidden = true; });
    request.addEventListener('load', () => {
      if (request.status < 400) then(JSON.parse(request.responseText));
      else { this.#reset(); failure(request); }
    });
    // The same file can be chosen again.
    request.addEventListener('error', () => this.querySelector('form').reset());
    request.addEventListener('error', () => toast({ text: document.body.dataset.textOffline }));
    request.send(form);
  }

  #show(preview) {
    this.#preview = preview;
    const panel = this.querySelector('[data-preview]');
    const reasons = JSON.parse(this.dataset.reasons);
    const number = new Intl.NumberFormat(document.documentElement.lang);
    panel.querySelector('[data-file]').textContent = preview.file;
    panel.querySelector('[data-format]').textContent = preview.format;
    for (const count of panel.querySelectorAll('[data-count]')) {
      const value = count.dataset.count.split('.').reduce((of, name) => of[name], preview);
      count.textContent = number.format(value);
      if ('unlessZero' in count.parentElement.dataset) count.parentElement.hidden = value === 0;
    }
    list(panel, 'samples', preview.samples);
    list(panel, 'notes', preview.notes);
    list(panel, 'reasons', Object.entries(preview.reasons).map(([why, n]) => `${number.format(n)} · ${reasons[why] ?? why}`));
    const many = panel.querySelector('[data-many]');
    many.hidden = preview.people < 2;
    const people = many.querySelector('[data-people]');
    people.textContent = people.dataset.text.replace('{n}', number.format(preview.people));
    panel.hidden = false;
    panel.focus({ preventScroll: true });
    panel.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }

  #reset() {
    this.#preview = null;
    sessionStorage.removeItem(KEPT);
    this.querySelector('form').reset();
    this.querySelector('[data-preview]').hidden = true;
  }
}

function csrf() {
  return document.querySelector('meta[name="csrf"]')?.content ?? '';
}

function list(panel, name, lines) {
  panel.querySelector(`[data-if="${name}"]`).hidden = lines.length === 0;
  panel.querySelector(`[data-list="${name}"]`).replaceChildren(...lines.map(line => {
    const entry = document.createElement('li');
    entry.textContent = line;
    return entry;
  }));
}

customElements.define('import-file', ImportFile);
