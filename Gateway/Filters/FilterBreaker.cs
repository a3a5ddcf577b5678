using Polly;
using Polly.CircuitBreaker;

namespace LlmAspire.Gateway.Filters;

/// <summary>
/// Keeps calls from a filter that fails, so that each does not wait for its timeout: open for a while after too many failures, then one
/// call tries the filter again and closes or opens it. Thread-safe.
/// </summary>
internal sealed class FilterBreaker
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly ResiliencePipeline<FilterFault> _pipeline;

    /// <summary>A breaker that is closed.</summary>
    /// <param name="filter">The filter's settings.</param>
    /// <param name="log">Is told when it opens and closes.</param>
    /// <param name="time">The clock.</param>
    public FilterBreaker(FilterDefinition filter, FilterLog log, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<FilterFault> { TimeProvider = time };
        _pipeline = builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<FilterFault>
        {
            FailureRatio = 0.5,
            MinimumThroughput = filter.BreakAfter,
            SamplingDuration = Window,
            BreakDuration = filter.BreakFor,
            ShouldHandle = static arguments =>
                ValueTask.FromResult(arguments.Outcome.Result is not (FilterFault.None or FilterFault.Unreadable)),
            OnOpened = arguments =>
            {
                log.Opened(filter.Name, filter.BreakFor);
                return ValueTask.CompletedTask;
            },
            OnClosed = arguments =>
            {
                log.Closed(filter.Name);
                return ValueTask.CompletedTask;
            },
        }).Build();
    }

    /// <summary>Makes a call, unless the breaker is open.</summary>
    /// <typeparam name="TState">What the call needs.</typeparam>
    /// <param name="call">The call; says how the filter failed.</param>
    /// <param name="state">What it needs.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How the filter failed, or <see cref="FilterFault.CircuitOpen"/>.</returns>
    public async ValueTask<FilterFault> RunAsync<TState>(
        Func<TState, ValueTask<FilterFault>> call, TState state, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            var outcome = await _pipeline.ExecuteOutcomeAsync(
                static async (_, state) => Outcome.FromResult(await state.call(state.state)), context, (call, state));
            if (outcome.Exception is BrokenCircuitException)
            {
                return FilterFault.CircuitOpen;
            }

            outcome.ThrowIfException();
            return outcome.Result;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>A filter that had begun well failed later on.</summary>
    /// <param name="fault">How.</param>
    /// <returns>When it is counted.</returns>
    public async ValueTask CountAsync(FilterFault fault) =>
        await RunAsync(static fault => ValueTask.FromResult(fault), fault, CancellationToken.None);
}
