// <import-file>: a file is chosen or dropped, sent once, shown as a preview, and imported on confirmation. It speaks to
// the same API as programs do: POST /api/v1/imports.
import { failure, toast } from './toasts.js';

const API = '/api/v1/imports';

class ImportFile extends HTMLElement {
  #preview = null;

  connectedCallback() {
    const form = this.querySelector('form');
    const input = form.elements.file;
    for (const name of ['dragenter', 'dragover'])
      form.addEventListener(name, event => { event.preventDefault(); form.classList.add('over'); });
    for (const name of ['dragleave', 'drop'])
      form.addEventListener(name, () => form.classList.remove('over'));
    form.addEventListener('drop', event => {
      event.preventDefault();
      const [file] = event.dataTransfer.files;
      if (file) this.#look(file);
    });
    form.addEventListener('submit', event => event.preventDefault());
    input.addEventListener('change', () => { if (input.files[0]) this.#look(input.files[0]); });
    this.querySelector('[data-import]').addEventListener('click', () => this.#bring());
    this.querySelector('[data-discard]').addEventListener('click', () => this.#reset());
    for (const radio of this.querySelectorAll('[name="who"]'))
      radio.addEventListener('change', () => { this.querySelector('[data-only]').hidden = radio.value !== 'one'; });
  }

  #look(file) {
    const form = new FormData();
    form.set('file', file);
    form.set('dryRun', 'true');
    this.#send(form, answer => this.#show(answer));
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

  #send(form, then) {
    const bar = this.querySelector('form progress');
    const words = this.querySelector('[data-doing]');
    const request = new XMLHttpRequest();
    request.open('POST', API);
    request.setRequestHeader('X-CSRF-Token', document.querySelector('meta[name="csrf"]')?.content ?? '');
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
    this.querySelector('form').reset();
    this.querySelector('[data-preview]').hidden = true;
  }
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
