"""Conan recipe: `conan create .` builds program and libraries with the English pack inside."""

import re
from pathlib import Path

from conan import ConanFile
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.gnu import PkgConfigDeps


class Calque(ConanFile):
    name = "calque"
    license = "Apache-2.0"
    description = "Finds the artifacts of machine translation and synonym spinning in English text"
    package_type = "static-library"
    settings = "os", "compiler", "build_type", "arch"
    exports = "CMakeLists.txt"
    exports_sources = (
        "CMakeLists.txt", "LICENSE", "detector/*", "dictionaries/*", "corpora/models/*"
    )  # fmt: skip

    def set_version(self):
        text = (Path(self.recipe_folder) / "CMakeLists.txt").read_text()
        self.version = re.search(r"project\(calque VERSION ([0-9.]+)", text)[1]

    def requirements(self):
        for reference in ("abseil/20240116.2", "boost/1.83.0", "icu/74.2", "isa-l/2.30.0"):
            self.requires(reference)
        for reference in ("cli11/2.3.2", "hunspell/1.7.2", "simdjson/3.9.5", "zstd/1.5.6"):
            self.requires(reference, visible=False)
        self.requires("zlib/[>=1.2.13 <2]", visible=False)

    def layout(self):
        cmake_layout(self)

    def generate(self):
        CMakeDeps(self).generate()
        PkgConfigDeps(self).generate()
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables.update(CALQUE_TESTS=False, CALQUE_PYTHON="OFF")
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()

    def package_info(self):
        # calque-config.cmake is installed and says all that a consumer needs.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs = ["lib/cmake/calque"]
