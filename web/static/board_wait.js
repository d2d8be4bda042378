// Looks again now and then while the search goes on; the link on the page does the same.
const PATIENCE = 5000;
setTimeout(() => location.reload(), PATIENCE);
