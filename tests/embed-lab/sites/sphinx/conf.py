project = "Embed lab"
extensions = ["myst_parser"]
html_theme = "furo"
exclude_patterns = ["venv", "requirements.txt"]
@@conf.py@@
