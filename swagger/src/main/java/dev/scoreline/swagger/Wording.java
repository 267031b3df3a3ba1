package dev.scoreline.swagger;

/** The texts of Azure ML's documents, word for word. Source: azureml-inference-server-http 1.5.1 as observed. */
final class Wording {

    static final String INFO = "API specification for the Azure Machine Learning service ";
    static final String HEALTH = "Simple health check endpoint to ensure the service is up at any given point.";
    static final String HEALTHY =
            "If service is up and running, this response will be returned with the content 'Healthy'";
    static final String SCORE = "Run web service's model and get the prediction output";
    static final String PAYLOAD = "The input payload for executing the real-time machine learning service.";
    static final String SCORED =
            "The service processed the input correctly and provided a result prediction, if applicable.";
    static final String FAILED = "The service failed to execute due to an error.";
    static final String GET_DOCUMENT = "Get the Swagger specification.";
    static final String DOCUMENT = "The Swagger specification.";

    private Wording() {}
}
