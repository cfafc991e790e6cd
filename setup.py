"""Which folders the wheel holds; everything else about the package stands in pyproject.toml.

The app serves ``static/`` from beside ``app.py``; the wheel carries it inside the package.
"""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["kotaku", "kotaku.*"]), "kotaku.static"],
    package_dir={"kotaku.static": "static"},
)
