"""Calls a service as the Azure Machine Learning documentation does it: with requests, on port 6789.

The call itself is the documentation's, unchanged; only the key may be given as the first argument.
"""

import json
import sys

import requests

# URL for the web service
scoring_uri = "http://localhost:6789/score"
# If the service is authenticated, set the key or token
key = sys.argv[1] if len(sys.argv) > 1 else None

# Two sets of data to score, so we get two results back
data = {
    "data": [
        [
            0.0199132141783263,
            0.0506801187398187,
            0.104808689473925,
            0.0700725447072635,
            -0.0359677812752396,
            -0.0266789028311707,
            -0.0249926566315915,
            -0.00259226199818282,
            0.00371173823343597,
            0.0403433716478807,
        ],
        [
            -0.0127796318808497,
            -0.044641636506989,
            0.0606183944448076,
            0.0528581912385822,
            0.0479653430750293,
            0.0293746718291555,
            -0.0176293810234174,
            0.0343088588777263,
            0.0702112981933102,
            0.00720651632920303,
        ],
    ]
}
# Convert to JSON string
input_data = json.dumps(data)

# Set the content type
headers = {"Content-Type": "application/json"}
# If authentication is enabled, set the authorization header
if key:
    headers["Authorization"] = f"Bearer {key}"

# Make the request and display the response
resp = requests.post(scoring_uri, input_data, headers=headers)
print(resp.text)
