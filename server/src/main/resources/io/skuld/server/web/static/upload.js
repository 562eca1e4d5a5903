// <file-drop>: a form with a file in it also takes a file that is dropped on it, and shows how much has gone up.
import { failure, toast } from './toasts.js';

class FileDrop extends HTMLElement {
  connectedCallback() {
    const form = this.closest('form');
    const input = this.querySelector('input[type="file"]');
    for (const name of ['dragenter', 'dragover'])
      this.addEventListener(name, event => { event.preventDefault(); this.classList.add('over'); });
    for (const name of ['dragleave', 'drop'])
      this.addEventListener(name, () => this.classList.remove('over'));
    this.addEventListener('drop', event => {
      event.preventDefault();
      if (event.dataTransfer.files.length === 0) return;
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    });
    input.addEventListener('change', () => { if (input.files.length > 0) form.requestSubmit(); });
    form.addEventListener('submit', event => { event.preventDefault(); this.#send(form); });
  }

  #send(form) {
    const bar = this.querySelector('progress');
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.setRequestHeader('HX-Request', 'true');
    request.setRequestHeader('X-CSRF-Token', document.querySelector('meta[name="csrf"]')?.content ?? '');
    request.upload.addEventListener('progress', event => {
      bar.hidden = false;
      if (event.lengthComputable) { bar.max = event.total; bar.value = event.loaded; }
    });
    request.addEventListener('load', () => {
      bar.hidden = true;
      if (request.status >= 400) { failure(request); form.reset(); }
      else htmx.ajax('GET', request.getResponseHeader('HX-Location') ?? '/sources', '#main').then(() => {});
    });
    request.addEventListener('error', () => { bar.hidden = true; toast({ text: document.body.dataset.textOffline }); });
    request.send(new FormData(form));
  }
}

customElements.define('file-drop', FileDrop);
