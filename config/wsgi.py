"""The WSGI application gunicorn serves; a half-configured production stops here."""

import os

from django.core.wsgi import get_wsgi_application

from config.production import require_fit_for_production

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
require_fit_for_production()
application = get_wsgi_application()
