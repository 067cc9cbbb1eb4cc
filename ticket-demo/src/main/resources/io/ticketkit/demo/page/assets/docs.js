// Shows the API's description. Nothing is sent elsewhere: no validator badge, no other server.
const { SwaggerUIBundle } = globalThis;

SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#swagger-ui',
  validatorUrl: null,
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  presets: [SwaggerUIBundle.presets.apis],
});
