import io.swagger.client.ApiClient;
import io.swagger.client.api.DefaultApi;
import io.swagger.client.model.ServiceInput;

/** Sends a sample through a client that Swagger Codegen made of the server's own description, and prints the answer. */
public final class Score {
    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient().setBasePath(arguments[0]);
        ServiceInput input = client.getJSON().deserialize(arguments[1], ServiceInput.class);
        System.out.println(client.getJSON().serialize(new DefaultApi(client).runMLService(input)));
    }
}
