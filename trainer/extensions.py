"""The libraries that need to know the application, made once and bound in `create_app`."""

from flask_babel import Babel
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_mailman import Mail
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from trainer.core.database import Base

db = SQLAlchemy(model_class=Base)
babel = Babel()
compress = Compress()
csrf = CSRFProtect()
limiter = Limiter(get_remote_address, storage_uri="memory://")
mail = Mail()
