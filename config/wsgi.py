"""The WSGI application gunicorn serves; a half-configured portal stops here."""

import os

from django.core.wsgi import get_wsgi_application

from config.production import require_fit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
require_fit()
application = get_wsgi_application()
