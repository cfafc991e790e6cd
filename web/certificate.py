"""Make this computer's own certificate, so that a hall can use the app over HTTPS.

``python -m web.certificate FOLDER NAME [NAME ...]`` writes it and says where it lies. Nobody
vouches for it: every browser warns once, and who compares the fingerprint knows whom it speaks to.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CERTIFICATE, KEY = "sertifikat.pem", "kunci.pem"
DAYS = 397  # browsers take no longer ones
LEFT_DAYS = 14  # a new one is made in time


def ensure(folder: Path, names: Iterable[str], at: datetime) -> tuple[Path, Path, str]:
    """Return certificate, key and fingerprint for all the names; made anew where one is missing.

    Parameters
    ----------
    folder : made when missing, for this user alone
    names : host names and addresses by which the hall reaches this computer
    at : now; a certificate about to end is replaced
    """
    certificate, key = folder / CERTIFICATE, folder / KEY
    wanted = sorted({*names, "localhost", "127.0.0.1", "::1"})
    known = _known(certificate, key)
    if known is None or not _serves(known, wanted, at):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        known = _make(certificate, key, wanted, at)
    return certificate, key, known.fingerprint(hashes.SHA256()).hex(":").upper()


def _known(certificate: Path, key: Path) -> x509.Certificate | None:
    """Return the certificate that is there with its key; None when either cannot be read."""
    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        own = serialization.load_pem_private_key(key.read_bytes(), password=None).public_key()
    except (OSError, ValueError, TypeError):
        return None
    return found if own == found.public_key() else None


def _serves(known: x509.Certificate, wanted: Iterable[str], at: datetime) -> bool:
    names = known.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    told = {str(name.value) for name in names}
    return told >= set(wanted) and known.not_valid_after_utc > at + timedelta(days=LEFT_DAYS)


def _make(certificate: Path, key: Path, names: Iterable[str], at: datetime) -> x509.Certificate:
    own = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Rakor KOTAKU")])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))  # clocks in a hall differ
        .not_valid_after(at + timedelta(days=DAYS - 1))
        .add_extension(x509.SubjectAlternativeName([*map(_name, names)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(own, hashes.SHA256())
    )
    _write(key, own.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ))  # fmt: skip
    _write(certificate, made.public_bytes(serialization.Encoding.PEM))
    return made


def _name(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(text))
    except ValueError:
        return x509.DNSName(text)


def _write(path: Path, content: bytes) -> None:
    """Write a file that only this user can read, whole or not at all."""
    part = path.with_suffix(".sebagian")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
    part.replace(path)


def main(arguments: list[str]) -> int:
    """Write the certificate and print its path, the key's and the fingerprint, a line each."""
    folder, *names = arguments
    for line in ensure(Path(folder), names, datetime.now(UTC)):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
