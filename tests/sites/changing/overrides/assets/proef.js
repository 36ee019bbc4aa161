document.documentElement.classList.add("proef");
