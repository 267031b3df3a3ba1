package dev.scoreline.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scoreline.model.schema.FrameColumn;
import dev.scoreline.model.schema.JsonNull;
import dev.scoreline.model.schema.NumpyType;
import dev.scoreline.model.schema.Orient;
import dev.scoreline.model.schema.Parameter;
import dev.scoreline.model.schema.Sample;
import dev.scoreline.model.schema.Schema.NumpyArray;
import dev.scoreline.model.schema.SchemaFromSample;
import dev.scoreline.model.schema.ServiceSignature;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The families of InferenceSchema's samples: what a document prints of each, and that it is valid in every version. */
class SampleFamiliesTest {

    private static final List<FrameColumn> COLUMNS = List.of(
            new FrameColumn("a", FrameColumn.Type.INTEGER),
            new FrameColumn("b", FrameColumn.Type.STRING),
            new FrameColumn("c", FrameColumn.Type.NUMBER),
            new FrameColumn("d", FrameColumn.Type.BOOLEAN));

    private static final List<List<Object>> ROWS = List.of(List.of(1, "x", 1.5, true), List.of(2, "y", 2.5, false));

    private static final String RECORD = """
            {"type":"object","required":["a","b","c","d"],
             "properties":{"a":{"type":"integer","format":"int64"},"b":{"type":"string"},
                           "c":{"type":"number","format":"double"},"d":{"type":"boolean"}}}""";

    private static final List<FrameColumn> DATES = List.of(new FrameColumn("t", FrameColumn.Type.DATE_TIME));

    private static final List<List<Object>> DATE_ROWS = List.of(List.of(LocalDateTime.of(2020, 1, 2, 3, 4, 5)));

    @ParameterizedTest
    @MethodSource({"standard", "numpy", "integersOfNumpy", "pandas", "datesOfPandas", "nested"})
    void isPrintedAsUpstreamPrintsIt(Sample sample, boolean fitsVersion2, String expected) {
        DeclaredSchemas declared = new DeclaredSchemas(
                new ServiceSignature(List.of(Parameter.of("p", sample)), Optional.of(sample), false));

        for (ApiVersion version : ApiVersion.values()) {
            boolean fits = fitsVersion2 || version != ApiVersion.V2;
            assertThat(declared.fits(version)).isEqualTo(fits);
            if (fits) {
                assertPrinted(expected, Parsed.schemas(Parsed.valid(version, declared)));
            }
        }
    }

    private static void assertPrinted(String expected, JsonNode schemas) {
        ObjectNode schema = (ObjectNode) Parsed.tree(expected);
        assertThat(schemas.get("ServiceOutput")).isEqualTo(schema);
        assertThat(schemas.at("/ServiceInput/example/p")).isEqualTo(schema.remove("example"));
        assertThat(schemas.at("/ServiceInput/properties/p")).isEqualTo(schema);
    }

    static Stream<Arguments> standard() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", "x");
        object.put("none", JsonNull.NULL);
        return Stream.of(
                family(1, true, "{'type':'integer','format':'int64','example':1}"),
                family(1.0, true, "{'type':'number','format':'double','example':1.0}"),
                family(true, true, "{'type':'boolean','example':true}"),
                family("a \"\\\n", true, "{'type':'string','example':'a \\\"\\\\\\n'}"),
                family(
                        "a".getBytes(StandardCharsets.UTF_8),
                        true,
                        "{'type':'string','format':'byte','example':'YQ=='}"),
                family(LocalDate.of(2020, 1, 2), true, "{'type':'string','format':'date','example':'2020-01-02'}"),
                family(
                        LocalDateTime.of(2020, 1, 2, 3, 4, 5),
                        true,
                        "{'type':'string','format':'date-time','example':'2020-01-02 03:04:05.000000 +0000'}"),
                family(
                        LocalTime.of(3, 4, 5),
                        true,
                        "{'type':'string','format':'time','example':'03:04:05.000000 +0000'}"),
                family(List.of(), true, "{'type':'array','items':{'type':'object'},'example':[]}"),
                family(
                        List.of("1", 2),
                        false,
                        "{'type':'array','items':{'type':'integer','format':'int64'},'example':['1',2]}"),
                family(object, true, """
                        {'type':'object','required':['name','none'],
                         'properties':{'name':{'type':'string'},'none':{'type':'object'}},
                         'example':{'name':'x','none':null}}"""),
                family(Map.of(), true, "{'type':'object','required':[],'properties':{},'example':{}}"));
    }

    private static Arguments family(Object sample, boolean fitsVersion2, String expected) {
        Sample drawn = sample instanceof Sample made ? made : SchemaFromSample.of(sample);
        return Arguments.of(drawn, fitsVersion2, expected.replace('\'', '"'));
    }

    static Stream<Arguments> numpy() {
        NumpyType structured =
                new NumpyType.Structured(Map.of("grades", new NumpyArray(NumpyType.Plain.FLOAT64, List.of(2))));
        return Stream.of(
                family(SchemaFromSample.numpy(NumpyType.Plain.UINT8, List.of(List.of(1, 2))), true, """
                        {'type':'array','items':{'type':'array','items':{'type':'integer','format':'uint8'}},
                         'example':[[1,2]],'format':'numpy.ndarray'}"""),
                family(SchemaFromSample.numpy(NumpyType.Plain.BOOL, List.of(true, false)), true, """
                        {'type':'array','items':{'type':'boolean'},'example':['True','False'],
                         'format':'numpy.ndarray'}"""),
                family(SchemaFromSample.numpy(NumpyType.Plain.FLOAT16, List.of(1.5)), true, """
                        {'type':'array','items':{'type':'number','format':'float'},'example':[1.5],
                         'format':'numpy.ndarray'}"""),
                family(SchemaFromSample.numpy(NumpyType.Plain.FLOAT32, List.of(1.5)), true, """
                        {'type':'array','items':{'type':'number','format':'float'},'example':[1.5],
                         'format':'numpy.ndarray'}"""),
                family(SchemaFromSample.numpy(NumpyType.Plain.FLOAT64, List.of(1.5)), true, """
                        {'type':'array','items':{'type':'number','format':'double'},'example':[1.5],
                         'format':'numpy.ndarray'}"""),
                family(SchemaFromSample.numpy(NumpyType.Plain.STR, List.of("x")), true, """
                        {'type':'array','items':{'type':'string'},'example':['x'],'format':'numpy.ndarray'}"""),
                family(
                        SchemaFromSample.numpy(NumpyType.Plain.BYTES, List.of("a".getBytes(StandardCharsets.UTF_8))),
                        true,
                        """
                        {'type':'array','items':{'type':'string','format':'binary'},'example':['YQ=='],
                         'format':'numpy.ndarray'}"""),
                family(
                        SchemaFromSample.numpy(
                                NumpyType.Plain.DATETIME64, List.of(LocalDateTime.of(2020, 1, 2, 3, 4, 5))),
                        true,
                        """
                        {'type':'array','items':{'type':'string','format':'date-time'},
                         'example':['2020-01-02 03:04:05,000000'],'format':'numpy.ndarray'}"""),
                family(SchemaFromSample.numpy(NumpyType.Plain.OBJECT, List.of(1, "x")), true, """
                        {'type':'array','items':{'type':'object'},'example':['1','x'],'format':'numpy.ndarray'}"""),
                family(SchemaFromSample.numpy(NumpyType.Plain.TIMEDELTA64, List.of("5 days")), true, """
                        {'type':'array','items':{'type':'string','format':'timedelta'},'example':['5 days'],
                         'format':'numpy.ndarray'}"""),
                family(SchemaFromSample.numpy(structured, List.of(Map.of("grades", List.of(8.0, 7.0)))), true, """
                        {'type':'array',
                         'items':{'type':'object','properties':{'grades':{'type':'array',
                                  'items':{'type':'number','format':'double'}}}},
                         'example':[{'grades':[8.0,7.0]}],'format':'numpy.ndarray'}"""));
    }

    static Stream<Arguments> integersOfNumpy() {
        return Stream.of(NumpyType.Plain.values())
                .filter(NumpyType.Plain::isInteger)
                .map(type -> family(
                        SchemaFromSample.numpy(type, List.of(1)),
                        true,
                        "{'type':'array','items':{'type':'integer','format':'" + type.word() + """
                        '},'example':[1],'format':'numpy.ndarray'}"""));
    }

    /** With an integer as the name of a column, which is text in JSON. */
    static Stream<Arguments> datesOfPandas() {
        List<FrameColumn> columns = List.of(
                new FrameColumn("0", FrameColumn.Type.DATE_TIME), new FrameColumn("1", FrameColumn.Type.DURATION));
        List<List<Object>> rows = List.of(List.of(OffsetDateTime.parse("2013-12-31T01:00:00+01:00"), "P1DT0H0M0S"));
        String properties = """
                {'0':{'type':'string','format':'date-time'},'1':{'type':'string','format':'timedelta'}}""";
        String row = "{'0':'2013-12-31T00:00:00.000Z','1':'P1DT0H0M0S'}";
        return Stream.of(
                family(
                        SchemaFromSample.pandas(columns, rows, Orient.RECORDS),
                        true,
                        "{'type':'array','items':{'type':'object','required':['0','1'],'properties':" + properties
                                + "},'example':[" + row + "],'format':'pandas.DataFrame:records'}"),
                family(
                        SchemaFromSample.pandas(columns, rows, Orient.INDEX),
                        true,
                        "{'type':'object','required':['0'],'properties':{'0':{'type':'object','required':['0','1'],"
                                + "'properties':" + properties + "}},'example':{'0':" + row
                                + "},'format':'pandas.DataFrame:index'}"),
                family(SchemaFromSample.pandas(columns, rows, Orient.SPLIT), true, """
                        {'type':'object','required':['columns','index','data'],
                         'properties':{'columns':{'type':'array','items':{'type':'string'}},
                                       'index':{'type':'array','items':{'type':'integer','format':'int64'}},
                                       'data':{'type':'array','items':{'type':'array','items':{'type':'string'}}}},
                         'example':{'columns':['0','1'],'index':[0],
                                    'data':[['2013-12-31T00:00:00.000Z','P1DT0H0M0S']]},
                         'format':'pandas.DataFrame:split'}"""));
    }

    static Stream<Arguments> pandas() {
        return Stream.of(
                family(
                        SchemaFromSample.pandas(COLUMNS, ROWS, Orient.RECORDS),
                        true,
                        "{'type':'array','items':" + RECORD + """
                        ,'example':[{'a':1,'b':'x','c':1.5,'d':true},{'a':2,'b':'y','c':2.5,'d':false}],
                         'format':'pandas.DataFrame:records'}"""),
                family(SchemaFromSample.pandas(COLUMNS, ROWS, Orient.SPLIT), false, """
                        {'type':'object','required':['columns','index','data'],
                         'properties':{'columns':{'type':'array','items':{'type':'string'}},
                                       'index':{'type':'array','items':{'type':'integer','format':'int64'}},
                                       'data':{'type':'array','items':{'type':'array','items':{'type':'boolean'}}}},
                         'example':{'columns':['a','b','c','d'],'index':[0,1],
                                    'data':[[1,'x',1.5,true],[2,'y',2.5,false]]},
                         'format':'pandas.DataFrame:split'}"""),
                family(
                        SchemaFromSample.pandas(COLUMNS, ROWS, Orient.INDEX),
                        true,
                        "{'type':'object','required':['0','1'],'properties':{'0':" + RECORD + ",'1':" + RECORD + """
                        },'example':{'0':{'a':1,'b':'x','c':1.5,'d':true},'1':{'a':2,'b':'y','c':2.5,'d':false}},
                         'format':'pandas.DataFrame:index'}"""),
                family(SchemaFromSample.pandas(COLUMNS, ROWS, Orient.VALUES), false, """
                        {'type':'array','items':{'type':'array','items':{'type':'boolean'}},
                         'example':[[1,'x',1.5,true],[2,'y',2.5,false]],'format':'pandas.DataFrame:values'}"""),
                family(SchemaFromSample.pandas(DATES, DATE_ROWS, Orient.COLUMNS), true, """
                        {'type':'object','required':['t'],
                         'properties':{'t':{'type':'object','required':['0'],
                                            'properties':{'0':{'type':'string','format':'date-time'}}}},
                         'example':{'t':{'0':'2020-01-02T03:04:05.000'}},'format':'pandas.DataFrame:columns'}"""),
                family(SchemaFromSample.pandas(DATES, DATE_ROWS, Orient.VALUES), true, """
                        {'type':'array','items':{'type':'array','items':{'type':'string'}},
                         'example':[['2020-01-02T03:04:05.000']],'format':'pandas.DataFrame:values'}"""),
                family(
                        SchemaFromSample.pandas(
                                List.of(new FrameColumn("d", FrameColumn.Type.DURATION)),
                                List.of(List.of("P1DT0H0M0S")),
                                Orient.TABLE),
                        true,
                        """
                        {'type':'object','required':['schema','data'],
                         'properties':{
                           'schema':{'type':'object','required':['fields','primaryKey','pandas_version'],
                                     'properties':{
                                       'fields':{'type':'array',
                                                 'items':{'type':'object','required':['name','type'],
                                                          'properties':{'name':{'type':'string'},
                                                                        'type':{'type':'string'}}}},
                                       'primaryKey':{'type':'array','items':{'type':'string'}},
                                       'pandas_version':{'type':'string'}}},
                           'data':{'type':'array',
                                   'items':{'type':'object','required':['index','d'],
                                            'properties':{'index':{'type':'integer','format':'int64'},
                                                          'd':{'type':'string','format':'timedelta'}}}}},
                         'example':{'schema':{'fields':[{'name':'index','type':'integer'},
                                                        {'name':'d','type':'duration'}],
                                              'primaryKey':['index'],'pandas_version':'1.4.0'},
                                    'data':[{'index':0,'d':'P1DT0H0M0S'}]},
                         'format':'pandas.DataFrame:table'}"""),
                family(SchemaFromSample.pandas(COLUMNS, List.of(), Orient.RECORDS), true, """
                        {'type':'array','items':{'type':'object'},'example':[],
                         'format':'pandas.DataFrame:records'}"""));
    }

    static Stream<Arguments> nested() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("array", SchemaFromSample.numpy(NumpyType.Plain.INT64, List.of(1, 2)));
        object.put("name", "x");
        return Stream.of(family(object, true, """
                {'type':'object','required':['array','name'],
                 'properties':{'array':{'type':'array','items':{'type':'integer','format':'int64'},
                                        'format':'numpy.ndarray'},
                               'name':{'type':'string'}},
                 'example':{'array':[1,2],'name':'x'}}"""));
    }
}
