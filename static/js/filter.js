// island: sources timeline topic_sources
// Narrows a list or a table by what its items say of themselves. Takes form.filter with data-for (the id of the list),
// its selects named after the items' data- attributes, and an output for the count with its words in each plural form of
// the language; the state stands in the address, so that it can be shared. Marks of a picture that lead to a hidden item go
// quiet. Without it the list is whole.
(() => {
  'use strict';
  const plural = new Intl.PluralRules(document.documentElement.lang || undefined);

  /** The day of an item: that of its text, which is not always the one on which it was published. */
  const day = (item) => item.dataset.day || item.dataset.since;

  /** The words of a data- attribute: `data-actors="a b"` matches either. */
  const has = (item, name, wanted) =>
    name === 'until' ? day(item).slice(0, wanted.length) <= wanted : (item.dataset[name] || '').split(' ').includes(wanted);

  /** Hides what later texts say of an item, while the list ends on an earlier day. */
  function hideLater(list, until) {
    for (const notice of list.querySelectorAll('.verdicts > *')) {
      notice.hidden = Boolean(until && day(notice.querySelector('[data-since]') || notice) > until);
    }
    for (const label of list.querySelectorAll('.verdict-label')) {
      const notices = [...(label.closest('li')?.querySelectorAll('.verdicts > *') || [])];
      label.hidden = Boolean(until) && notices.every((notice) => notice.hidden);
    }
  }

  function start(form) {
    const list = document.getElementById(form.dataset.for);
    if (!list) return;
    const runs = [...list.querySelectorAll('.run')];
    const items = [...list.querySelectorAll('li, tbody tr:not(.list-head)')].filter((item) => !runs.includes(item) && !item.closest('.verdicts'));
    const groups = [...list.querySelectorAll('section, .list-head')].map((group) => {
      const part = group.closest('section, tbody');
      return [group, items.filter((item) => part.contains(item))];
    });
    const fields = [...form.elements].filter((field) => field.name);
    const output = form.querySelector('output');
    const words = JSON.parse(output.dataset.words);
    const marks = document.querySelectorAll('svg a[href^="#"]');

    function apply() {
      const asked = fields.filter((field) => field.value);
      let shown = 0;
      for (const item of items) {
        item.hidden = !asked.every((field) => has(item, field.name, field.value));
        shown += !item.hidden;
      }
      hideLater(list, form.elements.until?.value);
      // A run of one day is open while the list is narrowed, and gone where nothing in it is wanted.
      for (const run of runs) {
        run.hidden = items.every((item) => item.hidden || !run.contains(item));
        run.querySelector('details').open = asked.length > 0;
      }
      // A heading is gone with all that is below it.
      for (const [group, own] of groups) group.hidden = own.every((item) => item.hidden);
      for (const mark of marks) {
        const item = document.getElementById(decodeURIComponent(mark.getAttribute('href').slice(1)));
        mark.classList.toggle('is-out', Boolean(item && list.contains(item) && item.hidden));
      }
      form.classList.toggle('is-on', asked.length > 0);
      const said = words[plural.select(shown)] ?? words.other;
      output.textContent = said.replace('{n}', shown).replace('{all}', items.length);
    }

    function remember() {
      const query = new URLSearchParams(location.search);
      for (const field of fields) {
        if (field.value) query.set(field.name, field.value);
        else query.delete(field.name);
      }
      const text = query.toString();
      history.replaceState(history.state, '', location.pathname + (text && `?${text}`) + location.hash);
      for (const pager of document.querySelectorAll('.pager a')) pager.search = text;
    }

    const query = new URLSearchParams(location.search);
    for (const field of fields) {
      const wanted = query.get(field.name);
      if (wanted && [...field.options].some((option) => option.value === wanted)) field.value = wanted;
    }
    form.addEventListener('change', () => (apply(), remember()));
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(() => (apply(), remember())));
    if (fields.some((field) => field.value)) apply();
  }

  document.querySelectorAll('form.filter').forEach(start);
})();
