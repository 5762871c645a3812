"""A second, independent reading of the rules which toolkit runs on which driver.

Run by hand it prints "toolkit<TAB>driver<TAB>verdict" for every cell. The numbers are src/compat/cuda-compat.yaml's,
the rules from NVIDIA's pages on CUDA compatibility; nothing is taken from the C++ code.
"""

import pathlib

import yaml

YAML = pathlib.Path(__file__).parents[2] / "src" / "compat" / "cuda-compat.yaml"
NEWER_TOOLKITS = [(13, 5), (14, 0)]


def numbers(text):
    return tuple(int(part) for part in text.split("."))


def padded(text):
    return (numbers(text) + (0, 0, 0))[:4]


class Oracle:
    def __init__(self, path=YAML):
        facts = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.toolkits = sorted({numbers(row["version"])[:2] for row in facts["toolkits"]["releases"]})
        self.native = {row["branch"]: numbers(row["cuda"]) for row in facts["driver_branches"]["branches"]}
        self.family = {row["major"]: row["driver"] for row in facts["minor_version_minimum"]["rows"]}
        self.own = {numbers(row["toolkit"]): row["driver"] for row in facts["own_minimum"]["rows"]}

    def verdict(self, toolkit, driver):
        """Judge a toolkit (major, minor) on a driver's text; a bare branch is its newest release."""
        branch = numbers(driver)[0]

        def reaches(minimum):
            if "." not in driver:
                return branch >= numbers(minimum)[0]
            return padded(driver) >= padded(minimum)

        if toolkit < (11, 0):
            if toolkit not in self.own:
                return "unknown"
            return "native" if reaches(self.own[toolkit]) else "unsupported"
        if branch < min(self.native):
            return "unsupported"
        above = branch > max(self.native)
        in_tables = toolkit <= self.toolkits[-1]
        if above:
            if in_tables:
                return "native"
            return "minor-version" if toolkit[0] in self.family else "unknown"
        cuda = self.native[max(known for known in self.native if known <= branch)]
        if cuda >= toolkit:
            return "native"
        if toolkit[0] not in self.family or cuda[0] != toolkit[0]:
            return "unsupported"
        return "minor-version" if reaches(self.family[toolkit[0]]) else "unsupported"

    def drivers(self):
        """One release early and one late in every branch, the bare branch, and every minimum with its neighbours."""
        found = []
        for branch in range(min(self.native) - 1, max(self.native) + 6):
            found += [str(branch), f"{branch}.10", f"{branch}.999.01"]
        for minimum in [*self.family.values(), *self.own.values()]:
            head, last = minimum.rsplit(".", 1)
            found += [f"{head}.{int(last) + step:02}" for step in (-1, 0, 1)]
            found += [f"{minimum}.01", f"{minimum}.0"]
        return list(dict.fromkeys(found))

    def cells(self):
        for toolkit in [*self.toolkits, (12, 7), (12, 10), (10, 3), (7, 5), *NEWER_TOOLKITS]:
            for driver in self.drivers():
                yield f"{toolkit[0]}.{toolkit[1]}", driver, self.verdict(toolkit, driver)


if __name__ == "__main__":
    for cell in Oracle().cells():
        print("\t".join(cell))
