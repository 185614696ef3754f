"""The rest of a huge file is let go while it comes in, before it fills the disk."""

from django.core.files.uploadhandler import FileUploadHandler

# Twice what the most generous form takes: what is cut here is refused there for its size.
LARGEST = 20 * 1024 * 1024


class CutsHugeFiles(FileUploadHandler):
    """The first of the handlers: the others see no more of a file than forms need to know that it is too large."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start < LARGEST else None

    def file_complete(self, file_size: int) -> None:
        return None
