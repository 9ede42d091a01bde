"""The libraries that need to know the application, made once and bound in `create_app`."""

from flask_babel import Babel
from flask_compress import Compress
from flask_mailman import Mail
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from trainer.core.database import Base

db = SQLAlchemy(model_class=Base)
babel = Babel()
compress = Compress()
csrf = CSRFProtect()
mail = Mail()
