// The API's document in Swagger UI, fetched only when it is opened.

import { address } from "./service.js";

function style(href) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
}

function script(src) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = src;
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => reject(new Error(`${src} cannot be loaded`)));
    document.head.append(element);
  });
}

export async function showReference(place, credential) {
  style("swagger-ui.css");
  await script("swagger-ui-bundle.js");
  globalThis.SwaggerUIBundle({
    domNode: place,
    url: address("/swagger.json?version=3.1"),
    deepLinking: false,
    validatorUrl: null,
    requestInterceptor: (request) => {
      if (credential && !request.headers.Authorization) {
        request.headers.Authorization = `Bearer ${credential}`;
      }
      return request;
    },
  });
}
