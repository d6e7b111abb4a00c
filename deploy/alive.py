"""Health check of a container: does /healthz at this address call these parts alive?

python deploy/alive.py http://web:8000 database worker
"""

import json
import sys
import urllib.error
import urllib.request

address, *parts = sys.argv[1:]
# The portal answers only to the names it knows, and localhost is always one of them.
request = urllib.request.Request(f"{address}/healthz", headers={"Host": "localhost"})
try:
    answer = urllib.request.urlopen(request, timeout=8)
except urllib.error.HTTPError as error:
    # 503: some part is not alive; the body says which.
    answer = error
except OSError as error:
    sys.exit(f"{address} does not answer: {error}")
pulses = json.load(answer)
silent = [part for part in parts if pulses.get(part) != "alive"]
sys.exit(f"not alive: {', '.join(silent)}" if silent else 0)
