// The editing place begins once it knows how pages are written (`format.js`).
window.CMS_MANUAL_INIT = true;
