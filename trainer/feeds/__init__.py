"""Front-line feeds: work products of other systems, offered to people as evidence they may use."""
