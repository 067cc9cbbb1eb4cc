// Which settings there are, by topic, and how each is shown, typed and sent.

const YES_NO = [['true', 'On'], ['false', 'Off']];
const choice = names => names.map(name => [name, name.replaceAll('_', ' ')]);

export const GROUPS = [
  {
    name: 'classification', legend: 'Classification',
    fields: [
      { name: 'taxonomy', label: 'Categories', kind: 'taxonomy', options: [...choice(['support', 'product', 'education']), ['own', 'own, as JSON']] },
      { name: 'ai_confidence', label: 'Confidence below which a person looks', kind: 'number', hint: '0 to 1' },
      { name: 'categorization', label: 'Classify the category', kind: 'switch', options: YES_NO },
      { name: 'priority_detection', label: 'Classify the priority', kind: 'switch', options: YES_NO },
      { name: 'classification', label: 'The model is asked', kind: 'choice', options: [['inline', 'before a ticket is stored'], ['background', 'after, in the background']] },
      { name: 'ai_response', label: 'Draft a first reply', kind: 'switch', options: YES_NO },
    ],
  },
  {
    name: 'assignment', legend: 'Assignment',
    fields: [
      { name: 'auto_assign', label: 'New tickets are given', kind: 'choice', options: [['off', 'to nobody'], ['least_open', 'to who has the fewest'], ['round_robin', 'to one after the other']] },
      { name: 'agents', label: 'Who answers tickets', kind: 'list', rows: 4, hint: 'One a line: a name, or name=billing|account' },
    ],
  },
  {
    name: 'llm', legend: 'Language model', test: 'Test the model',
    fields: [
      { name: 'llm_provider', label: 'Provider', kind: 'choice', options: choice(['openai', 'gemini', 'anthropic', 'offline']) },
      { name: 'llm_base_url', label: 'Base URL', kind: 'text', hint: 'Empty for the provider’s own' },
      { name: 'llm_model', label: 'Model', kind: 'text' },
      { name: 'llm_api_key', label: 'Key', kind: 'secret' },
      { name: 'llm_timeout_seconds', label: 'Seconds that a ticket waits', kind: 'number', hint: '0.1 to 60' },
      { name: 'llm_max_retries', label: 'Retries in that time', kind: 'number', hint: '0 to 5' },
      { name: 'llm_temperature', label: 'Temperature', kind: 'number', hint: '0 to 2; empty to send none' },
      { name: 'llm_max_tokens', label: 'Most tokens of an answer', kind: 'number' },
      { name: 'llm_redaction', label: 'Replace what is personal', kind: 'switch', options: YES_NO },
      { name: 'llm_daily_budget_usd', label: 'Budget a day, in US dollars', kind: 'number', hint: 'Needs prices; empty for none' },
      { name: 'llm_prices', label: 'Prices', kind: 'json', rows: 4, hint: 'JSON, by model, as in LiteLLM’s file' },
    ],
  },
  {
    name: 'zendesk', legend: 'Zendesk', test: 'Test Zendesk',
    fields: [
      { name: 'zendesk_url', label: 'Address', kind: 'text', hint: 'Like https://shop.zendesk.com' },
      { name: 'zendesk_email', label: 'E-mail address of the agent', kind: 'text' },
      { name: 'zendesk_token', label: 'API token', kind: 'secret' },
    ],
  },
];

const pretty = value => (value === null ? '' : JSON.stringify(value, null, 1));

/** What stands in the field for a value of the server. */
export function shown({ kind }, value) {
  if (kind === 'secret') return '';
  if (kind === 'list') return value.join('\n');
  if (kind === 'json') return pretty(value);
  if (kind === 'taxonomy') return typeof value === 'string' ? value : pretty(value);
  return value === null ? '' : String(value);
}

/** What is sent for what stands in the field, none when it is empty; throws a SyntaxError where it is no JSON. */
export function sent({ kind }, text) {
  if (kind === 'list') return text.split('\n').map(line => line.trim()).filter(Boolean);
  if (kind === 'switch') return text === 'true';
  if (kind === 'secret') return text;
  if (text.trim() === '') return '';
  if (kind === 'json' || (kind === 'taxonomy' && text.trim().startsWith('{'))) return JSON.parse(text);
  return text.trim();
}
