// The only place that knows where lit-html is served from. Its `html` templates bind values as text, never as markup.
export { html, nothing, render, svg } from '/webjars/lit-html/3.3.2/lit-html.js';
export { ifDefined } from '/webjars/lit-html/3.3.2/directives/if-defined.js';
export { keyed } from '/webjars/lit-html/3.3.2/directives/keyed.js';
export { live } from '/webjars/lit-html/3.3.2/directives/live.js';
export { repeat } from '/webjars/lit-html/3.3.2/directives/repeat.js';
