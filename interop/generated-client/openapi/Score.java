import com.fasterxml.jackson.databind.ObjectMapper;
import org.openapitools.client.ApiClient;
import org.openapitools.client.api.DefaultApi;
import org.openapitools.client.model.ServiceInput;

/** Sends a sample through a client that was generated from the server's own description, and prints the answer. */
public final class Score {
    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        ServiceInput input = new ObjectMapper().readValue(arguments[1], ServiceInput.class);
        System.out.println(new DefaultApi(client).runMLService(input));
    }
}
