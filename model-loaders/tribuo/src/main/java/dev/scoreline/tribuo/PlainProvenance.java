package dev.scoreline.tribuo;

import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.tribuo.Model;
import org.tribuo.protos.ProtoSerializable;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.TransformerMapProto;
import org.tribuo.provenance.EnsembleModelProvenance;
import org.tribuo.provenance.impl.EmptyDatasetProvenance;
import org.tribuo.provenance.impl.EmptyTrainerProvenance;

/**
 * A provenance that says nothing, put in the place of each that a file holds. Tribuo makes objects of a provenance by class names
 * in it, as it does of the model's parts, and those may be of any data source or trainer; scoring needs none of them.
 */
final class PlainProvenance {

    /** Of an ensemble, which is a model's too: ensembles insist on theirs. */
    private static final RootProvenanceProto MODEL = proto(new EnsembleModelProvenance(
            Model.class.getName(),
            OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC),
            new EmptyDatasetProvenance(),
            new EmptyTrainerProvenance(),
            Map.of(),
            false,
            new ListProvenance<>()));

    private static final RootProvenanceProto DATASET = proto(new EmptyDatasetProvenance());

    private static final RootProvenanceProto TRANSFORMATIONS = proto(new EmptyTrainerProvenance());

    private PlainProvenance() {}

    private static RootProvenanceProto proto(ObjectProvenance provenance) {
        return ProtoSerializable.PROVENANCE_SERIALIZER.serializeToProto(ProvenanceUtil.marshalProvenance(provenance));
    }

    static ModelDataProto in(ModelDataProto model) {
        return model.toBuilder().setProvenance(MODEL).build();
    }

    static TransformerMapProto in(TransformerMapProto transformers) {
        return transformers.toBuilder()
                .setDatasetProvenance(DATASET)
                .setTransformationMapProvenance(TRANSFORMATIONS)
                .build();
    }
}
