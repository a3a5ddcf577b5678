using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Gateway.Telemetry;

/// <summary>
/// Every name that the gateway writes into telemetry, and no other place has one. docs/telemetry.md says what each means; a test holds the
/// two together. <c>gen_ai.*</c> follows the OpenTelemetry GenAI conventions, <c>llm.*</c> the reference.
/// </summary>
internal static class Names
{
    /// <summary>The activity source and the meter.</summary>
    public const string Source = "LlmAspire.Gateway";

    /// <summary>The resource attribute with the service's name.</summary>
    public const string ServiceName = "service.name";

    /// <summary>Attributes of spans.</summary>
    public static class Attributes
    {
        public const string OperationName = "gen_ai.operation.name";
        public const string ProviderName = "gen_ai.provider.name";
        public const string RequestModel = "gen_ai.request.model";
        public const string RequestStream = "gen_ai.request.stream";
        public const string RequestTemperature = "gen_ai.request.temperature";
        public const string RequestTopP = "gen_ai.request.top_p";
        public const string RequestMaxTokens = "gen_ai.request.max_tokens";
        public const string ResponseModel = "gen_ai.response.model";
        public const string ResponseId = "gen_ai.response.id";
        public const string ResponseFinishReasons = "gen_ai.response.finish_reasons";
        public const string ResponseTimeToFirstChunk = "gen_ai.response.time_to_first_chunk";
        public const string UsageInputTokens = "gen_ai.usage.input_tokens";
        public const string UsageOutputTokens = "gen_ai.usage.output_tokens";
        public const string UsageCacheReadInputTokens = "gen_ai.usage.cache_read.input_tokens";
        public const string UsageCacheCreationInputTokens = "gen_ai.usage.cache_creation.input_tokens";
        public const string UsageReasoningOutputTokens = "gen_ai.usage.reasoning.output_tokens";
        public const string ConversationId = "gen_ai.conversation.id";
        public const string InputMessages = "gen_ai.input.messages";
        public const string OutputMessages = "gen_ai.output.messages";
        public const string SystemInstructions = "gen_ai.system_instructions";
        public const string ToolDefinitions = "gen_ai.tool.definitions";
        public const string ServerAddress = "server.address";
        public const string ServerPort = "server.port";
        public const string PeerService = "peer.service";
        public const string ErrorType = "error.type";
        public const string HttpStatusCode = "http.response.status_code";
        public const string HttpMethod = "http.request.method";
        public const string UrlFull = "url.full";
        public const string RequestId = "request_id";
        public const string ServiceNameOverride = "service.name.override";
        public const string Model = "llm.model";
        public const string Provider = "llm.provider";
        public const string IsStreaming = "llm.is_streaming";
        public const string TimeToFirstToken = "llm.time_to_first_token";
        public const string DurationMs = "llm.duration_ms";
        public const string ResponseBytes = "llm.response_bytes";
        public const string ResponseChunks = "llm.response_chunks";
        public const string DeliveredBytes = "llm.delivered_bytes";
        public const string Outcome = "llm.outcome";
        public const string UsagePromptTokens = "llm.usage.prompt_tokens";
        public const string UsageCompletionTokens = "llm.usage.completion_tokens";
        public const string UsageTotalTokens = "llm.usage.total_tokens";
        public const string UsageCachedInputTokens = "llm.usage.cached_input_tokens";
        public const string UsageCacheCreationTokens = "llm.usage.cache_creation_tokens";
        public const string UsageReasoningTokens = "llm.usage.reasoning_tokens";
        public const string UsageInputCost = "llm.usage.input_cost_usd";
        public const string UsageOutputCost = "llm.usage.output_cost_usd";
        public const string UsageTotalCost = "llm.usage.total_cost_usd";
        public const string Tools = "llm.tools";
        public const string Temperature = "llm.temperature";
        public const string UserMessagePreview = "llm.user_message_preview";
        public const string FilterName = "llm.filter.name";
        public const string FilterCalls = "llm.filter.calls";
        public const string FilterChanged = "llm.filter.changed";
        public const string FilterFailed = "llm.filter.failed";
        public const string FilterMode = "llm.filter.mode";
        public const string FilterEvents = "llm.filter.events";
        public const string FilterVerdict = "llm.filter.verdict";
        public const string HistoryItems = "llm.history.items";
        public const string DbSystem = "db.system.name";
        public const string DbOperation = "db.operation.name";
        public const string EvaluationName = "gen_ai.evaluation.name";
        public const string EvaluationLabel = "gen_ai.evaluation.score.label";
        public const string EvaluationScore = "gen_ai.evaluation.score.value";
        public const string EvaluationExplanation = "gen_ai.evaluation.explanation";
        public const string SignalsQuality = "signals.quality";
        public const string SignalsQualityScore = "signals.quality_score";
        public const string SignalsTurnCount = "signals.turn_count";
        public const string SignalsEfficiencyScore = "signals.efficiency_score";
        public const string SignalsMisalignmentCount = "signals.interaction.misalignment.count";
        public const string SignalsMisalignmentSeverity = "signals.interaction.misalignment.severity";
        public const string SignalsStagnationCount = "signals.interaction.stagnation.count";
        public const string SignalsStagnationSeverity = "signals.interaction.stagnation.severity";
        public const string SignalsDisengagementCount = "signals.interaction.disengagement.count";
        public const string SignalsDisengagementSeverity = "signals.interaction.disengagement.severity";
        public const string SignalsSatisfactionCount = "signals.interaction.satisfaction.count";
        public const string SignalsSatisfactionSeverity = "signals.interaction.satisfaction.severity";
        public const string SignalsFailureCount = "signals.execution.failure.count";
        public const string SignalsFailureSeverity = "signals.execution.failure.severity";
        public const string SignalsLoopsCount = "signals.execution.loops.count";
        public const string SignalsLoopsSeverity = "signals.execution.loops.severity";
        public const string SignalsExhaustionCount = "signals.environment.exhaustion.count";
        public const string SignalsExhaustionSeverity = "signals.environment.exhaustion.severity";
        public const string SignalsRepairCount = "signals.follow_up.repair.count";
        public const string SignalsRepairRatio = "signals.follow_up.repair.ratio";
        public const string SignalsFrustrationCount = "signals.frustration.count";
        public const string SignalsFrustrationSeverity = "signals.frustration.severity";
        public const string SignalsRepetitionCount = "signals.repetition.count";
        public const string SignalsEscalationRequested = "signals.escalation.requested";
        public const string SignalsPositiveFeedbackCount = "signals.positive_feedback.count";
        public const string SignalType = "signal.type";
        public const string SignalMessageIndex = "signal.message_index";
        public const string SignalConfidence = "signal.confidence";
        public const string SignalSnippet = "signal.snippet";
        public const string SignalMetadata = "signal.metadata";
    }

    /// <summary>Events of spans.</summary>
    public static class Events
    {
        public const string TimeToFirstToken = "llm.time_to_first_token";
        public const string EvaluationResult = "gen_ai.evaluation.result";
        public const string Signal = "signal.";
    }

    /// <summary>Metrics.</summary>
    public static class Metrics
    {
        public const string OperationDuration = "gen_ai.client.operation.duration";
        public const string OperationTimeToFirstChunk = "gen_ai.client.operation.time_to_first_chunk";
        public const string OperationTimePerOutputChunk = "gen_ai.client.operation.time_per_output_chunk";
        public const string TokenUsage = "gen_ai.client.token.usage";
        public const string UpstreamRequests = "llm.upstream.requests";
        public const string UpstreamDuration = "llm.upstream.duration";
        public const string TimeToFirstToken = "llm.time_to_first_token";
        public const string Tokens = "llm.tokens";
        public const string UsageMissing = "llm.tokens.usage_missing";
        public const string Cost = "llm.cost";
        public const string GatewayOverhead = "llm.gateway.overhead";
        public const string DeliveredTimeToFirstToken = "llm.delivered.time_to_first_token";
        public const string StreamsActive = "llm.streams.active";
        public const string FilterDuration = "llm.filter.duration";
        public const string FilterVerdicts = "llm.filter.verdicts";
        public const string HistoryOperations = "llm.history.operations";
        public const string Signals = "llm.signals";
        public const string ConversationQuality = "llm.conversation.quality";
        public const string SignalsUnanalyzed = "llm.signals.unanalyzed";
    }

    /// <summary>Labels of metrics that are no attributes of spans as well.</summary>
    public static class Labels
    {
        public const string TokenType = "gen_ai.token.type";
        public const string Provider = "provider";
        public const string Model = "model";
        public const string StatusClass = "status_class";
        public const string ErrorClass = "error_class";
        public const string Kind = "kind";
        public const string Filter = "filter";
        public const string Verdict = "verdict";
        public const string Operation = "operation";
        public const string Outcome = "outcome";
        public const string Type = "type";
        public const string Quality = "quality";
        public const string Reason = "reason";
    }

    /// <summary>The attributes that tell of a category of signals.</summary>
    /// <param name="category">The category.</param>
    /// <returns>How many there are, and how serious that is.</returns>
    public static (string Count, string Severity) OfSignals(SignalCategory category) => category switch
    {
        SignalCategory.Misalignment => (Attributes.SignalsMisalignmentCount, Attributes.SignalsMisalignmentSeverity),
        SignalCategory.Stagnation => (Attributes.SignalsStagnationCount, Attributes.SignalsStagnationSeverity),
        SignalCategory.Disengagement => (Attributes.SignalsDisengagementCount, Attributes.SignalsDisengagementSeverity),
        SignalCategory.Satisfaction => (Attributes.SignalsSatisfactionCount, Attributes.SignalsSatisfactionSeverity),
        SignalCategory.Failure => (Attributes.SignalsFailureCount, Attributes.SignalsFailureSeverity),
        SignalCategory.Loops => (Attributes.SignalsLoopsCount, Attributes.SignalsLoopsSeverity),
        _ => (Attributes.SignalsExhaustionCount, Attributes.SignalsExhaustionSeverity),
    };
}
