// island: perspectives
// Sets any two actors of the page side by side. Takes form.pick with the selects a and b and .actors with
// section[data-actor]; the choice stands in the address, so that it can be shared. Without it the page lists all, and
// links lead to the pairs that have a page of their own.
(() => {
  'use strict';
  const form = document.querySelector('form.pick');
  const list = document.querySelector('.actors');
  if (!form || !list) return;
  const { a, b } = form.elements;
  const actors = [...list.querySelectorAll('[data-actor]')];

  function apply() {
    const both = a.value && b.value && a.value !== b.value;
    for (const actor of actors) {
      const { actor: slug } = actor.dataset;
      actor.hidden = Boolean(both) && slug !== a.value && slug !== b.value;
      actor.classList.toggle('is-second', Boolean(both) && slug === b.value);
    }
    list.classList.toggle('is-pair', Boolean(both));
    form.classList.toggle('is-on', Boolean(a.value || b.value));
  }

  function remember() {
    const query = new URLSearchParams(location.search);
    for (const field of [a, b]) {
      if (field.value) query.set(field.name, field.value);
      else query.delete(field.name);
    }
    const text = query.toString();
    history.replaceState(history.state, '', location.pathname + (text && `?${text}`) + location.hash);
  }

  const query = new URLSearchParams(location.search);
  for (const field of [a, b]) {
    const wanted = query.get(field.name);
    if (wanted && [...field.options].some((option) => option.value === wanted)) field.value = wanted;
  }
  form.addEventListener('change', () => (apply(), remember()));
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => (apply(), remember())));
  apply();
})();
