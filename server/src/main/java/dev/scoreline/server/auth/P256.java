package dev.scoreline.server.auth;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;

/** The elliptic curve P-256 (FIPS 186-4, D.1.2.3), that of ES256. Stateless; thread-safe. */
final class P256 {

    /** The length of a coordinate. */
    static final int BYTES = 32;

    private static final EllipticCurve CURVE = curve();
    private static final BigInteger PRIME = ((ECFieldFp) CURVE.getField()).getP();

    private P256() {}

    private static EllipticCurve curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class).getCurve();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    /** Whether the point is on the curve, y² = x³ + ax + b; Java makes keys of others too, which verify nothing. */
    static boolean contains(BigInteger x, BigInteger y) {
        BigInteger right = x.pow(2).add(CURVE.getA()).multiply(x).add(CURVE.getB());
        return x.compareTo(PRIME) < 0
                && y.compareTo(PRIME) < 0
                && y.pow(2).subtract(right).mod(PRIME).signum() == 0;
    }
}
