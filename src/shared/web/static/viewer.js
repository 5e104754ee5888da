// The pages of a book by keys and by swiping: a link that names a key is followed when the key is pressed.

const follow = (key) => document.querySelector(`a[aria-keyshortcuts="${CSS.escape(key)}"]`)?.click()

const isTyping = (target) => target instanceof Element && target.closest("input, textarea, select, [contenteditable]")

addEventListener("keydown", (event) => {
  const { key, altKey, ctrlKey, metaKey, shiftKey, target, defaultPrevented } = event
  if (defaultPrevented || altKey || ctrlKey || metaKey || shiftKey || isTyping(target)) return
  if (!["ArrowLeft", "ArrowRight", "Home", "End", "Escape"].includes(key)) return
  event.preventDefault()
  follow(key)
})

/** In pixels: shorter is a tap, steeper is scrolling. */
const SWIPE = 60
let begun = null

addEventListener("touchstart", ({ touches }) => {
  begun = touches.length === 1 && visualViewport.scale === 1 ? touches[0] : null
})
addEventListener("touchend", ({ changedTouches: [ended] }) => {
  if (begun === null) return
  const [right, down] = [ended.clientX - begun.clientX, ended.clientY - begun.clientY]
  if (Math.abs(right) > SWIPE && Math.abs(right) > 2 * Math.abs(down)) follow(right > 0 ? "ArrowLeft" : "ArrowRight")
  begun = null
})
