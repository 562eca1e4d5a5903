package io.skuld.server.ingest;

import io.skuld.server.ingest.Uploads.Upload;
import io.skuld.server.people.PersonId;
import io.skuld.server.tasks.Tasks;
import io.skuld.server.tasks.Tasks.CancelledException;
import io.skuld.server.tasks.Tasks.Progress;
import io.skuld.server.tasks.Tasks.Task;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Previews of uploads, each made by a task. They are kept as long as their uploads. Thread-safe.
final class Previews {
    private final Imports imports;
    private final Uploads uploads;
    private final Tasks tasks;
    private final Map<String, Preview> byUpload = new ConcurrentHashMap<>();

    Previews(Imports imports, Uploads uploads, Tasks tasks) {
        this.imports = imports;
        this.uploads = uploads;
        this.tasks = tasks;
        tasks.onChange(this::over);
    }

    /// A preview that is being made, or was.
    final class Preview {
        private final Upload upload;
        private final PersonId owner;
        private final Bundle bundle;
        private final Imports.Look look;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final CompletableFuture<ImportReport> report = new CompletableFuture<>();
        private volatile String task = "";

        private Preview(Upload upload, PersonId owner, Bundle bundle, Imports.Look look) {
            this.upload = upload;
            this.owner = owner;
            this.bundle = bundle;
            this.look = look;
        }

        Upload upload() {
            return upload;
        }

        /// Who asked for it.
        PersonId owner() {
            return owner;
        }

        String task() {
            return task;
        }

        CompletableFuture<ImportReport> report() {
            return report;
        }

        /// Waits for it.
        ImportReport join() {
            try {
                return report.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof CancelledException)
                    throw new PreviewCancelledException(upload.name());
                if (e.getCause() instanceof RuntimeException problem) throw problem;
                throw e;
            }
        }

        private void make(Progress progress) {
            if (begun.getAndSet(true)) return;
            try (bundle) {
                report.complete(look.carryOut(progress));
            } catch (RuntimeException e) {
                uploads.discard(upload.id());
                report.completeExceptionally(e);
                throw e;
            }
        }

        /// It was cancelled before its turn came.
        private void leave() {
            if (begun.getAndSet(true)) return;
            bundle.close();
            uploads.discard(upload.id());
            report.completeExceptionally(new CancelledException());
        }
    }

    /// Begins one. What cannot be imported at all is refused at once, and its upload is gone.
    Preview begin(Upload upload, ImportRequest request) {
        byUpload.keySet().removeIf(known -> !uploads.has(known));
        Bundle bundle = null;
        try {
            bundle = Bundle.open(upload.file(), upload.name(), BundleLimits.DEFAULTS);
            Imports.Look look = imports.look(bundle, request);
            Preview preview = new Preview(upload, request.owner(), bundle, look);
            byUpload.put(upload.id(), preview);
            Task task =
                    tasks.submit("preview", upload.name(), preview.owner().value(), preview::make);
            preview.task = task.id();
            tasks.find(task.id()).ifPresent(this::over); // it may be over already
            return preview;
        } catch (RuntimeException e) {
            if (bundle != null) bundle.close();
            byUpload.remove(upload.id());
            uploads.discard(upload.id());
            throw e;
        }
    }

    Preview find(String upload) {
        Preview preview = byUpload.get(upload);
        if (preview == null) throw new UnknownUploadException(upload);
        return preview;
    }

    /// Stops it if it is being made, and forgets it with its upload.
    void discard(Preview preview) {
        tasks.cancel(preview.task());
        uploads.discard(preview.upload().id());
        byUpload.remove(preview.upload().id());
    }

    private void over(Task task) {
        if (task.status() != Tasks.Status.CANCELLED) return;
        for (Preview preview : byUpload.values())
            if (preview.task().equals(task.id())) preview.leave();
    }
}
