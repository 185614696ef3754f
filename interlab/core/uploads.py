"""A file larger than any form of ours takes is let go while it comes in, before it fills the disk."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

# Twice what the most generous form takes: below, the form itself says what is too much.
LARGEST = 20 * 1024 * 1024


class LetsGoOfLargeFiles(FileUploadHandler):
    """The first of the handlers: the others see no more of such a file, and the form learns of it by `too_large`."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.come = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.come += len(raw_data)
        if self.come > LARGEST:
            self.request.too_large = True  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def came_too_large(request: Any) -> bool:
    """Whether a file of this request was let go because of its size."""
    return bool(request.FILES is not None and getattr(request, "too_large", False))
