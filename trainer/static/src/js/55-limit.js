// input[type=file][data-limit="BYTES"]: a larger file is refused as soon as it is chosen, instead of after it was sent.

const limited = (input) => {
  const limit = Number(input.dataset.limit);
  input.addEventListener("change", () => {
    const large = [...input.files].find((file) => file.size > limit);
    input.setCustomValidity(large ? word("too-large", { size: size(large.size), limit: size(limit) }) : "");
    if (large) input.reportValidity();
  });
};

parts.push((root) => each("[data-limit]", limited, root));
