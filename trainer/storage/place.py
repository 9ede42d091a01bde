"""Come here for the store that the settings ask for: a folder, or a bucket of an object storage."""

from trainer.config import Config
from trainer.storage.objects import Bucket, BucketStore
from trainer.storage.store import DirectoryStore, Store


def store_of(config: Config) -> Store:
    """Give the store where this installation's files are kept."""
    if not config.storage_url:
        return DirectoryStore(config.files_dir)
    bucket = Bucket(
        config.storage_url,
        config.storage_endpoint,
        config.storage_region,
        config.storage_key,
        config.storage_secret,
    )
    return BucketStore(bucket, config.files_dir / "incoming")
