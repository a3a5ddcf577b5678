using System.ClientModel.Primitives;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>Makes OpenAI's clients name their conversation.</summary>
internal sealed class ConversationHeader(string conversation) : PipelinePolicy
{
    private const string Name = "x-conversation-id";

    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        message.Request.Headers.Set(Name, conversation);
        ProcessNext(message, pipeline, currentIndex);
    }

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        message.Request.Headers.Set(Name, conversation);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }
}
