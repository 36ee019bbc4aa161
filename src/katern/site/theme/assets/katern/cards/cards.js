/* Cards with two sides: who wants to practise sees the fronts, and turns each card with a button. */
let number = 0;

export async function prepare(turning) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("cards.css", import.meta.url).href;
  document.head.append(style);
  const cards = Array.from(document.querySelectorAll(".deck-card"), (box) => new Card(box, turning.dataset));
  const button = turning.querySelector("button");
  button.addEventListener("click", () => {
    const practising = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(practising));
    document.documentElement.classList.toggle("is-practising", practising);
    for (const card of cards) card.show(!practising);
  });
  turning.hidden = false;
}

class Card {
  constructor(box, words) {
    this.box = box;
    this.words = words;
    const [front, ...back] = box.children;
    this.back = document.createElement("div");
    this.back.className = "deck-card__back";
    this.back.id = `kaart-${(number += 1)}`;
    this.back.append(...back);
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "deck-card__turn";
    this.button.setAttribute("aria-controls", this.back.id);
    this.button.setAttribute("aria-describedby", (front.id ||= `${this.back.id}-voor`));
    this.button.addEventListener("click", () => this.show(this.box.classList.contains("is-front")));
    box.append(this.button, this.back);
    this.show(true);
  }

  show(open) {
    this.box.classList.toggle("is-front", !open);
    this.button.setAttribute("aria-expanded", String(open));
    this.button.textContent = open ? this.words.back : this.words.turn;
  }
}
