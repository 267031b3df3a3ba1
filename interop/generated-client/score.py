"""Sends a sample through a generated Python client and prints the answer: score.py openapi|swagger URL REQUEST."""

import json
import sys

generator, url, request = sys.argv[1:]
if generator == "openapi":
    import openapi_client as generated

    service_input = generated.ServiceInput.from_json(request)
else:
    import swagger_client as generated

    service_input = generated.ServiceInput(**json.loads(request))

configuration = generated.Configuration()
configuration.host = url
api = generated.DefaultApi(generated.ApiClient(configuration))
if generator == "openapi":
    # By position: the parameter is body in version 2 and service_input in the others.
    print(api.run_ml_service(service_input))
else:
    print(api.run_ml_service(body=service_input))
