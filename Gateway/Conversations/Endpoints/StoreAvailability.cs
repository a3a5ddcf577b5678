using LlmAspire.Gateway.Errors;

namespace LlmAspire.Gateway.Conversations.Endpoints;

/// <summary>Answers 503 while the store is away: unlike a call, these requests are about nothing else.</summary>
internal sealed class StoreAvailability : IEndpointFilter
{
    private readonly HistoryState _state;

    /// <summary>Asks <paramref name="state"/>.</summary>
    /// <param name="state">Whether the store answers.</param>
    public StoreAvailability(HistoryState state) => _state = state;

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (_state.IsDown)
        {
            return JsonAnswer.Of(GatewayError.HistoryUnavailable());
        }

        try
        {
            return await next(context);
        }
        catch (ConversationStoreException failure)
        {
            if (failure.IsOutage)
            {
                _state.Failed(failure);
            }

            return JsonAnswer.Of(GatewayError.HistoryUnavailable());
        }
    }
}
